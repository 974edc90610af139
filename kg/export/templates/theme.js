// Dark or light: as the system has it, or as the reader chose; and white on paper.

function nextTheme() {
  const theme = ink.dark ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  keptTheme(store => store.setItem(THEME, theme));
  themeChanged();
}

const THEME = 'scikg-theme';

// What is kept between visits; a browser may deny a file any store, and then nothing is.
function keptTheme(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

function takeTheme() {
  const theme = keptTheme(store => store.getItem(THEME));
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

// Paper is white, whatever the screen is.
function setUpPrinting() {
  const root = document.documentElement;
  let theme;
  const paint = () => {
    readInk();
    redraw();
  };
  addEventListener('beforeprint', () => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
    paint();
  });
  addEventListener('afterprint', () => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    paint();
  });
}

function themeChanged() {
  readInk();
  refresh();
  redraw();
}
