/**
 * The parts of the widget: what `fast-comments::part(name)` reaches. They are kept as they are, as
 * attributes and events are. Longer than a file should be: it is one list.
 */

/**
 * Every part by name, for style sheets written in code (`keyof FastCommentsPartMap`). An element
 * can have several: a pinned comment of the visitor's is `comment comment-own comment-pinned`.
 */
export interface FastCommentsPartMap {
  // The widget

  /** The whole widget. */
  base: HTMLElement;
  /** The line above the thread: count, order, tools, who the visitor is. */
  header: HTMLElement;
  /** The count of comments, as the widget's heading. */
  heading: HTMLElement;
  /** What `headerHTML` puts above the thread. */
  'header-html': HTMLElement;
  /** The thread: all comments. */
  thread: HTMLElement;
  /** The line for reactions to the page and for who is online. */
  extras: HTMLElement;
  /** The choice of the order. */
  sort: HTMLElement;
  /** The box to search comments. */
  search: HTMLElement;
  /** How many people are online. */
  presence: HTMLElement;
  /** Says that the live connection is lost. */
  connection: HTMLElement;
  /** "Log in". */
  'login-button': HTMLElement;
  /** The visitor's name, which opens a menu. */
  'user-button': HTMLElement;
  /** The visitor's name, where there is no way to log out. */
  'user-name': HTMLElement;
  /** The bell, which opens the notifications. */
  bell: HTMLElement;
  /** How many notifications were not read. */
  'bell-count': HTMLElement;
  /** "Show comments" and "Hide comments". */
  'fold-button': HTMLElement;
  /** Ends a search, or the view of one hashtag. */
  'show-all-button': HTMLElement;

  // What stands in the thread's place

  /** Grey shapes until the first comments stand. */
  skeleton: HTMLElement;
  /** A box in the thread's place or the composer's: what failed, what is asked first. */
  gate: HTMLElement;
  /** The gate that asks before anything is fetched. */
  'consent-gate': HTMLElement;
  /** "Load comments" on that gate. */
  'consent-button': HTMLElement;
  /** The gate that asks to log in. */
  'login-gate': HTMLElement;
  /** Says that the thread takes no more comments. */
  closed: HTMLElement;
  /** A message above the thread. */
  notice: HTMLElement;
  /** Says that there is nothing: no comments, no notifications, no GIFs. */
  empty: HTMLElement;

  // Lists of comments

  /** The list of the top level. */
  comments: HTMLElement;
  /** A list of replies. */
  replies: HTMLElement;
  /** What ends a list: the ways to more of it. */
  more: HTMLElement;
  /** Each of these buttons. */
  'more-button': HTMLElement;
  /** "Load more comments". */
  'more-comments': HTMLElement;
  /** "Show 3 more replies". */
  'more-replies': HTMLElement;
  /** "Show 2 new comments". */
  'new-button': HTMLElement;
  /** A page of the list could not be loaded. */
  'list-error': HTMLElement;
  /** "Try again", wherever something failed. */
  'retry-button': HTMLElement;

  // A comment

  /** A comment, without its replies. */
  comment: HTMLElement;
  /** A comment that is a reply. */
  'comment-reply': HTMLElement;
  /** The visitor's own comment. */
  'comment-own': HTMLElement;
  /** A comment that has just come. */
  'comment-new': HTMLElement;
  /** A comment the visitor has not seen yet. */
  'comment-unread': HTMLElement;
  /** A comment that was edited. */
  'comment-edited': HTMLElement;
  /** A pinned comment. */
  'comment-pinned': HTMLElement;
  /** A locked comment: no more replies. */
  'comment-locked': HTMLElement;
  /** A comment that awaits approval. */
  'comment-unapproved': HTMLElement;
  /** A comment that awaits verification by e-mail. */
  'comment-verification': HTMLElement;
  /** A comment whose author is not verified. */
  'comment-unverified': HTMLElement;
  /** A comment held as spam. */
  'comment-spam': HTMLElement;
  /** A comment the visitor flagged. */
  'comment-flagged': HTMLElement;
  /** A comment whose author the visitor blocked. */
  'comment-blocked': HTMLElement;
  /** A deleted comment that still has replies. */
  'comment-deleted': HTMLElement;
  /** A comment being deleted. */
  'comment-deleting': HTMLElement;
  /** A comment whose new text is being saved. */
  'comment-saving': HTMLElement;
  /** A comment on its way to the server. */
  'comment-sending': HTMLElement;
  /** A comment that waits for the network. */
  'comment-waiting': HTMLElement;
  /** A comment that could not be sent. */
  'comment-failed': HTMLElement;
  /** The line with author, time and states. */
  'comment-header': HTMLElement;
  /** The picture of an author, or initials. */
  avatar: HTMLElement;
  /** The author's name. */
  'comment-author': HTMLElement;
  /** The author's label, such as "Admin". */
  'comment-label': HTMLElement;
  /** A badge of the author. */
  badge: HTMLElement;
  /** To whom a reply answers. */
  'comment-reply-to': HTMLElement;
  /** The time, which shows the full date when pressed. */
  'comment-time': HTMLElement;
  /** A state in words. */
  'comment-state': HTMLElement;
  /** The word "edited". */
  'state-edited': HTMLElement;
  /** The words for a comment the visitor flagged. */
  'state-flagged': HTMLElement;
  /** The word for a locked comment. */
  'state-locked': HTMLElement;
  /** The word for a pinned comment. */
  'state-pinned': HTMLElement;
  /** The word for a comment being saved. */
  'state-saving': HTMLElement;
  /** The word for a comment being sent. */
  'state-sending': HTMLElement;
  /** The word for spam. */
  'state-spam': HTMLElement;
  /** The words for a comment that awaits approval. */
  'state-unapproved': HTMLElement;
  /** The word for an unread comment. */
  'state-unread': HTMLElement;
  /** The word for an author who is not verified. */
  'state-unverified': HTMLElement;
  /** The words for a comment that awaits verification. */
  'state-verification': HTMLElement;
  /** The words for a comment that waits for the network. */
  'state-waiting': HTMLElement;
  /** The text, or what stands in its place. */
  'comment-body': HTMLElement;
  /** What stands in the place of a text that is not shown. */
  'comment-placeholder': HTMLElement;
  /** "Show anyway" on a flagged comment. */
  'show-anyway-button': HTMLElement;
  /** "Unblock user" on a comment of a blocked author. */
  'unblock-button': HTMLElement;
  /** "Undo" after flagging or blocking. */
  'undo-button': HTMLElement;
  /** What went wrong with something the visitor did to the comment. */
  'comment-error': HTMLElement;
  /** "Edit" on a comment that waits to be sent, or was refused. */
  'edit-button': HTMLElement;
  /** "Discard" on a comment that could not be sent, "Dismiss" on a picture. */
  'discard-button': HTMLElement;
  /** The line of buttons below the text. */
  'comment-actions': HTMLElement;
  /** The buttons to vote with their sum. */
  votes: HTMLElement;
  /** Each button to vote. */
  'vote-button': HTMLElement;
  /** "Vote up". */
  'vote-up': HTMLElement;
  /** "Vote down". */
  'vote-down': HTMLElement;
  /** "Like". */
  'vote-heart': HTMLElement;
  /** The sum of votes. */
  'vote-count': HTMLElement;
  /** "Reply". */
  'reply-button': HTMLElement;
  /** "Show 3 replies" and "Hide replies". */
  'replies-toggle': HTMLElement;
  /** "More actions". */
  'menu-button': HTMLElement;

  // In a comment's text

  /** A quote. */
  blockquote: HTMLElement;
  /** Code in a line. */
  code: HTMLElement;
  /** A block of code. */
  'code-block': HTMLElement;
  /** A link. */
  link: HTMLElement;
  /** A link whose text names another host than its address. */
  'link-mismatch': HTMLElement;
  /** A link with a picture for its text. */
  'image-link': HTMLElement;
  /** A picture. */
  'comment-image': HTMLElement;
  /** A picture whose size is known before it loads. */
  'comment-image-sized': HTMLElement;
  /** A small picture in the line. */
  react: HTMLElement;
  /** A picture that waits to be asked for, or a GIF that stands still. */
  'image-hold': HTMLElement;
  /** "@name". */
  mention: HTMLElement;
  /** "#tag", which shows the comments that have it. */
  hashtag: HTMLElement;
  /** A hidden passage. */
  spoiler: HTMLElement;
  /** A hidden passage that was uncovered. */
  'spoiler-open': HTMLElement;
  /** Uncovers it. */
  'spoiler-button': HTMLElement;
  /** Its text. */
  'spoiler-text': HTMLElement;
  /** A link that loads what it leads to when pressed. */
  embed: HTMLElement;
  /** What was loaded then. */
  'embed-frame': HTMLElement;

  // Writing

  /** The box to write in, with its fields and buttons. */
  composer: HTMLElement;
  /** The same under a comment. */
  'reply-composer': HTMLElement;
  /** The frame round the text. */
  'composer-box': HTMLElement;
  /** The text box. */
  'composer-text': HTMLElement;
  /** The box in which a comment is edited. */
  'edit-box': HTMLElement;
  /** How many characters are left, or are too many. */
  'character-count': HTMLElement;
  /** A field beside the text: name, e-mail, website. */
  field: HTMLElement;
  /** The box of such a field. */
  'field-input': HTMLElement;
  /** What is wrong with a field or with the text. */
  'field-error': HTMLElement;
  /** The box to agree to terms. */
  consent: HTMLElement;
  /** "Post comment", "Post reply", "Save changes". */
  'submit-button': HTMLElement;
  /** "Cancel". */
  'cancel-button': HTMLElement;
  /** The tools for formatting. */
  toolbar: HTMLElement;
  /** Each tool. */
  tool: HTMLElement;
  /** "Bold". */
  'tool-bold': HTMLElement;
  /** "Italic". */
  'tool-italic': HTMLElement;
  /** "Underline". */
  'tool-underline': HTMLElement;
  /** "Strikethrough". */
  'tool-strike': HTMLElement;
  /** "Code". */
  'tool-code': HTMLElement;
  /** "Link". */
  'tool-link': HTMLElement;
  /** "Quote". */
  'tool-quote': HTMLElement;
  /** "List". */
  'tool-list': HTMLElement;
  /** "Numbered list". */
  'tool-ordered': HTMLElement;
  /** "Hide as spoiler". */
  'tool-spoiler': HTMLElement;
  /** "Add an image". */
  'tool-image': HTMLElement;
  /** "Add a GIF". */
  'tool-gif': HTMLElement;
  /** A picture being uploaded. */
  upload: HTMLElement;
  /** A picture that could not be uploaded. */
  'upload-failed': HTMLElement;
  /** How far an upload is. */
  'upload-progress': HTMLElement;
  /** The list of people after "@". */
  'mention-list': HTMLElement;
  /** A person on it. */
  'mention-option': HTMLElement;
  /** Says that nobody fits. */
  'mention-none': HTMLElement;

  // Menus, dialogs, panels

  /** A menu. */
  menu: HTMLElement;
  /** An entry of a menu. */
  'menu-item': HTMLElement;
  /** A dialog that asks something. */
  dialog: HTMLElement;
  /** The dialog's yes: "Delete". */
  'confirm-button': HTMLElement;
  /** A panel with a list in it. */
  panel: HTMLElement;
  /** A panel's head. */
  'panel-header': HTMLElement;
  /** A panel's title. */
  'panel-title': HTMLElement;
  /** What a panel holds. */
  'panel-body': HTMLElement;
  /** A heading in a panel. */
  'panel-heading': HTMLElement;
  /** Says that a panel is loading. */
  'panel-waiting': HTMLElement;
  /** What went wrong in a panel. */
  'panel-error': HTMLElement;
  /** Closes a panel. */
  'close-button': HTMLElement;
  /** "Load more" in a panel. */
  'load-more-button': HTMLElement;

  // Notifications

  /** The panel behind the bell. */
  notifications: HTMLElement;
  /** The list of notifications. */
  'notification-list': HTMLElement;
  /** A notification. */
  notification: HTMLElement;
  /** A notification that was not read. */
  'notification-unread': HTMLElement;
  /** What happened. */
  'notification-text': HTMLElement;
  /** The comment it is about, in short. */
  'notification-excerpt': HTMLElement;
  /** Marks a notification as read or unread. */
  'mark-button': HTMLElement;
  /** Turns notifications about one comment off or on. */
  'mute-button': HTMLElement;
  /** Subscribes to the page. */
  'subscribe-switch': HTMLElement;

  // Names, people, reactions, GIFs

  /** The panel with the names of voters. */
  voters: HTMLElement;
  /** The panel with the names of who reacted to the page. */
  reactors: HTMLElement;
  /** The panel with who is online. */
  'people-panel': HTMLElement;
  /** Who is online, beside or above the thread. */
  people: HTMLElement;
  /** Its title. */
  'people-title': HTMLElement;
  /** Opens the panel with who is online. */
  'people-button': HTMLElement;
  /** A list of people. */
  'people-list': HTMLElement;
  /** A person on it. */
  person: HTMLElement;
  /** How many more are online without a name. */
  guests: HTMLElement;
  /** A list of names. */
  'name-list': HTMLElement;
  /** A name on it. */
  name: HTMLElement;
  /** The reactions to the page. */
  'page-reacts': HTMLElement;
  /** A reaction. */
  'page-react': HTMLElement;
  /** A reaction the visitor gave. */
  'page-react-given': HTMLElement;
  /** Gives or takes back a reaction. */
  'page-react-button': HTMLElement;
  /** How many gave it. */
  'page-react-count': HTMLElement;
  /** What went wrong with a reaction. */
  'page-react-error': HTMLElement;
  /** The panel to choose a GIF from. */
  gifs: HTMLElement;
  /** Its search box. */
  'gif-search': HTMLElement;
  /** Its list. */
  'gif-list': HTMLElement;
  /** A GIF on it. */
  gif: HTMLElement;
  /** A GIF that stands still, where less motion is asked for. */
  'gif-still': HTMLElement;
}
