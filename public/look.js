// How this device is to look, before anything is drawn: text size and theme, as
// src/storage/settings.rs keeps them. A classic script in the head, so that a large
// text never begins small and a dark screen never flashes; the app sets the same marks
// on <html> when somebody changes them (src/bridge.rs).
try {
  const kept = JSON.parse(localStorage.getItem('yuanliu.settings'));
  for (const name of kept?.form === 1 ? ['size', 'theme'] : []) {
    const value = kept.settings[name];
    if (value) document.documentElement.dataset[name] = value;
  }
} catch {
  // Without settings it looks as the system does.
}
