import { html, type Markup } from '#sandbox/http/html.ts';
import type { StoreView } from '../context.ts';
import { page, sandboxBar, storePage } from '../shell.ts';

export type Problem = { title: string; text: string; back: { label: string; path: string } };

/** A page for what went wrong; within a store it keeps the store's side bar. */
export function problemPage(problem: Problem, view?: StoreView): Markup {
  const body = html`<div class="empty big"><p>${problem.text}</p><p><a class="button primary" href="${problem.back.path}">${problem.back.label}</a></p></div>`;
  if (view) {
    return storePage(view, {
      section: 'none',
      title: problem.title,
      body: html`<section class="card">${body}</section>`,
    });
  }
  return page({
    title: `${problem.title} · Sandbox`,
    style: 'admin.css',
    body: html`<body class="chooser">${sandboxBar}<main id="main" tabindex="-1"><div class="page narrow"><h1>${problem.title}</h1>${body}</div></main></body>`,
  });
}
