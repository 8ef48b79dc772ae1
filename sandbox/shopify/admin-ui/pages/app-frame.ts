import { html, type Markup } from '#sandbox/http/html.ts';
import { type StoreView, storePath } from '../context.ts';
import { icon } from '../icons.ts';
import { launchUrl } from '../launch.ts';
import { storePage } from '../shell.ts';

/** The embedded app in its frame, with the bars the app fills by App Bridge. */
export function appFramePage(view: StoreView, appPath: string): Markup {
  const src = launchUrl(view, appPath);
  return storePage(view, {
    section: 'app',
    title: view.app.name,
    bare: true,
    scripts: ['admin.js', 'app-frame.js'],
    body: html`<div class="app" id="app"
      data-app-origin="${new URL(view.sandbox.appUrl).origin}"
      data-app-name="${view.app.name}"
      data-base="${storePath(view, 'apps', view.app.handle)}"
      data-api="${storePath(view, 'app-bridge')}"
      data-store="${storePath(view)}">
    <div class="app-loading" id="app-loading" hidden></div>
    <header class="app-bar" id="app-bar">
      <button type="button" class="button small icon-only" id="app-back" hidden>${icon('back')}</button>
      <h1 id="app-title">${view.app.name}</h1>
      <div class="actions" id="app-actions"></div>
    </header>
    <div class="save-bar" id="save-bar" role="region" aria-label="Unsaved changes" hidden>
      <span>Unsaved changes</span>
      <button type="button" class="button" id="save-bar-discard">Discard</button>
      <button type="button" class="button amber" id="save-bar-save">Save</button>
    </div>
    <div class="frame" id="frame">
      <iframe id="app-frame" title="${view.app.name}" data-src="${src}" allow="clipboard-write"></iframe>
      <div class="frame-cover" id="frame-cover" role="status"><span class="spinner" aria-hidden="true"></span><p>Opening ${view.app.name} …</p></div>
    </div>
    </div>
    <div class="toasts" id="toasts" role="log" aria-live="polite" aria-label="Messages"></div>`,
  });
}
