import { html, type Markup } from '#sandbox/http/html.ts';
import { USERS } from '../login/users.ts';
import type { World } from '../world.ts';
import { document } from './shell.ts';

/** Nobody has a password here; one says who one is. */
export const loginPage = (world: World, redirectTo: string): Markup =>
  document({
    title: `Log in · ${world.site.name} · Sandbox`,
    folder: world.site.path,
    className: 'login',
    body: html`<main class="login-box"><h1>${world.site.name}</h1>
<form method="post" action="${world.site.path}/wp-login.php">
<input type="hidden" name="redirect_to" value="${redirectTo}">
<fieldset><legend>Log in as</legend>
${USERS.map(
  (user, index) =>
    html`<label><input type="radio" name="log" value="${user.login}"${index === 0 ? html` checked` : ''}> ${user.name} <span class="muted">${user.role}</span></label>`,
)}
</fieldset>
<button type="submit" class="button button-primary">Log in</button>
</form>
<p class="muted">The stand-in asks for no password.</p></main>`,
  });
