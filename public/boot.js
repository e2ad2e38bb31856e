// The page's first code: lets Leptos through Trusted Types, starts the app,
// and looks after the service worker. The app and this script speak through
// events on `window` and marks on <html> (src/bridge.rs):
//
//   yuanliu:desks  detail "family staff"   app → worker: keep these chunks
//   yuanliu:update                         app → worker: the person agreed
//   <html data-update="ready"> + yuanliu:update-ready     a newer build waits

const WORKER = '/sw.js';
const HOUR = 3_600_000;

// Leptos builds its templates through innerHTML. They hold no script, no
// handler and no javascript: address, so whatever does is not Leptos.
const DANGEROUS = /<script|\son\w+=|javascript:/i;
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (html) => (DANGEROUS.test(html) ? null : html),
  createScriptURL: (url) => (url === WORKER ? url : null),
});

// Heard before the app can speak; answered when a worker is there to hear it.
addEventListener('yuanliu:desks', async ({ detail }) => {
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage({ type: 'desks', desks: detail.split(' ') });
});

try {
  const app = await import('./yuanliu.js');
  await app.default({ module_or_path: new URL('./yuanliu.wasm', import.meta.url) });
  app.start();
} catch (error) {
  console.error(error);
  const words = document.getElementById('boot');
  if (words) words.textContent = words.dataset.failed;
}

if (navigator.serviceWorker) {
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  }
  navigator.serviceWorker.register(WORKER).then(watch, console.warn);
}

function watch(registration) {
  const { serviceWorker } = navigator;
  let agreed = false;
  let controlled = Boolean(serviceWorker.controller);

  const update = () => {
    agreed = true;
    if (registration.waiting) registration.waiting.postMessage({ type: 'activate' });
    else location.reload();
  };
  const offer = () => {
    // The very first worker takes over by itself: there is nothing to agree to.
    if (!controlled) return;
    // An app that could not start cannot ask. Replacing it is the only way out.
    if (!('mounted' in document.documentElement.dataset)) return update();
    document.documentElement.dataset.update = 'ready';
    dispatchEvent(new Event('yuanliu:update-ready'));
  };

  addEventListener('yuanliu:update', update);
  if (registration.waiting) offer();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') offer();
    });
  });
  serviceWorker.addEventListener('controllerchange', () => {
    if (agreed) return location.reload();
    // Another window agreed: this one is now old, and is asked in its turn.
    offer();
    controlled = true;
  });

  // An installed app is opened for weeks without a navigation, which is when
  // browsers look for a new worker by themselves.
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < HOUR) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
}
