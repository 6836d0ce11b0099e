/**
 * Sapa Vaksin on any page: <script src="https://.../embed.js" async></script>
 * A button in the corner (`sapa-vaksin::part(launcher)`) opens the chat in a frame from the script's own server; nothing else
 * is touched. The language is the page's, or `data-lang` of the tag. Elements with `data-sapa-open` open the chat too.
 */
(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const lang = (script.dataset.lang ?? document.documentElement.lang).toLowerCase().startsWith('en') ? 'en' : 'id';
  const WORDS = {
    open: ['Buka obrolan vaksinasi', 'Open the vaccination chat'],
    hide: ['Tutup obrolan vaksinasi', 'Close the vaccination chat'],
    close: ['Tutup', 'Close'],
    label: ['Tanya vaksin', 'Ask about vaccines'],
    title: ['Obrolan Sapa Vaksin', 'Sapa Vaksin chat'],
    opening: ['Membuka obrolan…', 'Opening the chat…'],
    instead: ['Buka di halaman sendiri', 'Open on a page of its own'],
    unread: [(count) => `${count} pesan baru`, (count) => `${count} new message${count === 1 ? '' : 's'}`],
  };
  const words = (name) => WORDS[name][lang === 'en' ? 1 : 0];
  /** Where the chat takes the whole screen. */
  const SMALL = '(max-width: 480px), (max-height: 480px)';
  const STYLE = `
:host { all: initial; position: fixed; z-index: 2147483000; right: 16px; bottom: 16px;
  font: 17px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif; color: #14302f; }
* { box-sizing: border-box; }
button { font: inherit; cursor: pointer; }
.launch { position: relative; display: flex; align-items: center; gap: 10px; min-width: 60px; min-height: 60px;
  margin-left: auto; padding: 0 20px 0 16px; border: 3px solid #fff; border-radius: 32px; background: #0b5d5e;
  color: #fff; font-weight: 600; box-shadow: 0 4px 18px rgb(10 40 40 / 35%); }
.launch:hover { background: #084849; }
.launch:focus-visible, a:focus-visible { outline: 4px solid #f2b84b; outline-offset: 2px; }
.launch svg { flex: none; width: 28px; height: 28px; }
.badge { position: absolute; top: -10px; right: -6px; min-width: 28px; height: 28px; padding: 0 7px;
  border: 2px solid #fff; border-radius: 14px; background: #b3261e; font-size: 15px; line-height: 24px; text-align: center; }
.panel { position: absolute; right: 0; bottom: 76px; width: min(420px, calc(100vw - 32px));
  height: min(700px, calc(100vh - 108px)); overflow: hidden; border-radius: 18px; background: #eef4f2;
  box-shadow: 0 10px 40px rgb(10 40 40 / 40%); visibility: hidden; }
.panel.open { visibility: visible; }
.wait { position: absolute; inset: 0; display: grid; place-content: center; gap: 12px; padding: 24px; text-align: center; }
a { color: #0b5d5e; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; }
.panel.open.ready iframe { visibility: visible; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden], .edge { display: none; }
@media print { :host { display: none; } }
@media ${SMALL} {
  .panel { position: fixed; inset: 0; width: 100%; height: 100%; border-radius: 0; }
  .launch span.label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .launch { padding: 0; justify-content: center; }
  .launch[aria-expanded=true] { visibility: hidden; }
  .edge { display: block; }
}`;

  function make(tag, attributes, ...children) {
    const space = /^(svg|path)$/.test(tag) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
    const element = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** A sheet made by script is no inline style, so a page with a strict policy needs no exception for us. */
  function dress(root) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.append(make('style', {}, STYLE));
    }
  }

  /** What the page's own storage remembers: whether the chat was ever opened, and whether it is open in this tab. */
  function remember(kind, value) {
    try {
      const store = window[kind];
      if (value !== undefined) store.setItem('sapa-vaksin', value);
      return store.getItem('sapa-vaksin');
    } catch {
      return null;
    }
  }

  const chatUrl = `${origin}/chat?lang=${lang}`;
  const BUBBLE =
    'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 5v2h10V8zm0 4v2h7v-2z';
  const shape = make('path', { fill: 'currentColor', d: BUBBLE });
  const icon = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, shape);
  const badge = make('span', { class: 'badge', 'aria-hidden': 'true', hidden: '' });
  const name = make('span', { class: 'label' });
  const launch = make('button', { type: 'button', class: 'launch' }, icon, name, badge);
  const said = make('div', { class: 'said', role: 'status' });
  const instead = make('a', { href: chatUrl, target: '_blank', rel: 'noopener' }, words('instead'));
  const wait = make('div', { class: 'wait' }, make('span', {}, words('opening')), instead);
  const panel = make('div', { class: 'panel', role: 'dialog', 'aria-label': words('title') }, wait);
  const whole = window.matchMedia(SMALL);
  let frame;
  let opener;
  let open = false;
  let unread = 0;

  function label() {
    const news = unread > 0 ? `, ${words('unread')(unread)}` : '';
    name.textContent = open ? words('close') : words('label');
    launch.setAttribute('aria-label', open ? words('hide') : `${words('label')}: ${words('open')}${news}`);
    launch.setAttribute('aria-expanded', String(open));
    launch.setAttribute('part', open ? 'closer' : 'launcher');
    badge.hidden = open || unread === 0;
    badge.textContent = unread > 99 ? '99+' : String(unread);
  }

  /** A phone's keyboard covers the page without making it smaller: the chat keeps to what is left. */
  function settle() {
    const view = window.visualViewport;
    const filled = view && open && whole.matches && view.scale < 1.1;
    panel.style.height = filled ? `${view.height}px` : '';
    panel.style.top = filled ? `${view.offsetTop}px` : '';
  }

  const tell = (focus) => frame?.contentWindow?.postMessage({ sapa: open ? 'open' : 'closed', focus }, origin);

  /** Where the chat fills the screen, the keyboard stays in it: what lies behind cannot be seen. */
  function edge() {
    const element = make('div', { class: 'edge', tabindex: '0' });
    element.addEventListener('focus', () => frame.focus());
    return element;
  }

  function load() {
    if (frame) return;
    frame = make('iframe', { src: chatUrl, title: words('title'), referrerpolicy: 'origin' });
    panel.append(edge(), frame, edge());
  }

  /** `by`: what the citizen opened it with, where the focus goes back to; nothing when a reload brings it back. */
  function show(by) {
    load();
    open = true;
    opener = by;
    panel.setAttribute('aria-modal', String(whole.matches));
    panel.classList.add('open');
    remember('localStorage', 'known');
    remember('sessionStorage', 'open');
    settle();
    label();
    tell(by !== undefined);
    if (by) frame.focus();
  }

  function hide() {
    open = false;
    panel.classList.remove('open');
    remember('sessionStorage', 'closed');
    settle();
    label();
    tell(false);
    (opener ?? launch).focus();
  }

  function onMessage({ source, origin: from, data }) {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    if (data?.sapa === 'ready') {
      panel.classList.add('ready');
      wait.hidden = true;
      tell(open && opener !== undefined);
    }
    if (data?.sapa === 'close' && open) hide();
    if (data?.sapa === 'unread' && Number.isInteger(data.count)) {
      if (data.count > unread && !open) said.textContent = words('unread')(data.count);
      unread = data.count;
      label();
    }
  }

  function mount() {
    if (document.querySelector('sapa-vaksin')) return;
    const host = make('sapa-vaksin', {});
    const root = host.attachShadow({ mode: 'open' });
    dress(root);
    root.append(launch, panel, said);
    document.body.append(host);
    label();
    launch.addEventListener('click', () => (open ? hide() : show(launch)));
    root.addEventListener('keydown', (event) => event.key === 'Escape' && open && hide());
    window.addEventListener('message', onMessage);
    for (const change of ['resize', 'scroll']) window.visualViewport?.addEventListener(change, settle);
    document.addEventListener('click', (event) => {
      const by = event.target.closest?.('[data-sapa-open]');
      if (!by) return;
      event.preventDefault();
      show(by);
    });
    if (remember('sessionStorage') === 'open') show();
    else if (remember('localStorage') === 'known') load();
  }

  if (document.body) mount();
  else document.addEventListener('DOMContentLoaded', mount);
})();
