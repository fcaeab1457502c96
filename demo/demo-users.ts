/** People one can be on the demo page, as a site's own backend would know them. */
export const demoUsers: Readonly<
  Record<
    string,
    {
      readonly id: string;
      readonly email: string;
      readonly username: string;
      readonly displayLabel?: string;
      readonly isAdmin?: boolean;
    }
  >
> = {
  reader: { id: 'ada', email: 'ada@example.com', username: 'Ada' },
  admin: {
    id: 'root',
    email: 'root@example.com',
    username: 'Robin',
    displayLabel: 'Editor',
    isAdmin: true,
  },
};
