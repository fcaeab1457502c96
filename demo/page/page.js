// What a site would do: hand the widget its page and its visitor, and follow its own theme switch.
const widget = document.querySelector('fast-comments');
const who = document.querySelector('#who');
const page = document.querySelector('#page');
const dark = document.querySelector('#dark');
const rtl = document.querySelector('#rtl');

who.addEventListener('change', async () => {
  widget.sso = who.value ? await (await fetch(`sso/${who.value}`)).json() : undefined;
});

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
