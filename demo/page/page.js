// What a site would do: hand the widget its page and its visitor, and follow its own theme switch.
const widget = document.querySelector('fast-comments');
const who = document.querySelector('#who');
const page = document.querySelector('#page');
const dark = document.querySelector('#dark');
const rtl = document.querySelector('#rtl');

const become = async (user) => {
  who.value = user;
  widget.sso = user
    ? { ...(await (await fetch(`sso/${user}`)).json()), logoutCallback: () => become('') }
    : undefined;
};

who.addEventListener('change', () => become(who.value));

// Where a thread is for members only, its "Log in" asks the page.
widget.addEventListener('fc-login', () => become('reader'));

page.addEventListener('change', () => {
  widget.urlId = page.value;
});

dark.checked = matchMedia('(prefers-color-scheme: dark)').matches;
const setTheme = () => document.documentElement.classList.toggle('dark', dark.checked);
dark.addEventListener('change', setTheme);
setTheme();

rtl.addEventListener('change', () => {
  document.documentElement.dir = rtl.checked ? 'rtl' : 'ltr';
  widget.locale = rtl.checked ? 'he' : undefined;
});

const wanted = new URLSearchParams(location.search).get('page');
if (wanted) widget.urlId = page.value = wanted;
