// @ts-check
// How the door is locked: a quiet notice where it is open, and a dialog for a token where it is not.

import { html, LitElement, nothing } from 'lit';
import { get, Refusal } from '../api.js';
import { isSignedIn, signIn, signOut } from '../session.js';

/** @typedef {{ auth: string, caller?: { role: string, customerId?: string } }} Access */

class SignIn extends LitElement {
  static properties = {
    access: { state: true },
    wrong: { state: true },
  };

  constructor() {
    super();
    /** @type {Access | null} */
    this.access = null;
    this.wrong = '';
    this.ask = () => this.open();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('sign-in', this.ask);
    void this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('sign-in', this.ask);
  }

  async look() {
    try {
      this.access = await get('/access');
    } catch (e) {
      // Of anything else whoever asks for something else is told.
      if (e instanceof Refusal && e.status === 401) {
        this.access = { auth: 'oidc' };
        this.wrong = isSignedIn() ? 'The token is not taken any more.' : '';
        signOut();
      }
    }
    await this.updateComplete;
    if (this.access?.auth === 'oidc' && !this.access.caller) {
      this.open();
    }
  }

  get dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.querySelector('dialog'));
  }

  open() {
    if (this.dialog && !this.dialog.open) {
      this.dialog.showModal();
    }
  }

  /** @param {SubmitEvent} e */
  take(e) {
    e.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    if (!signIn(field.value)) {
      this.wrong = 'This is no token: it has letters, digits and . _ - only.';
      field.focus();
      return;
    }
    field.value = '';
    location.reload();
  }

  leave() {
    signOut();
    location.reload();
  }

  render() {
    const access = this.access;
    if (!access) {
      return nothing;
    }
    return access.auth === 'none'
      ? html`<p>Open: whoever reaches this address may do everything.</p>`
      : html`${this.who(access)} ${this.form()}`;
  }

  /** @param {Access} access */
  who({ caller }) {
    if (!caller) {
      return html`<button class="button small" type="button" @click=${this.ask}>Sign in</button>`;
    }
    return html`<p>
      ${caller.customerId ? html`Customer <bdi>${caller.customerId}</bdi>` : caller.role === 'operator' ? 'Operator' : 'No role here'}
      <button class="button small" type="button" @click=${this.leave}>Sign out</button>
    </p>`;
  }

  form() {
    return html`<dialog class="sign-in card" aria-labelledby="sign-in">
      <form @submit=${this.take}>
        <h2 id="sign-in">Sign in</h2>
        <p class="quiet">The system asks who you are. Paste a token of yours; it stays in this tab until you sign out or close it.</p>
        <label class="field"><span>Token</span>
          <textarea rows="4" required autocomplete="off" spellcheck="false"
            aria-invalid=${this.wrong ? 'true' : nothing}></textarea></label>
        ${this.wrong ? html`<p class="alert" role="alert">${this.wrong}</p>` : nothing}
        <p class="buttons">
          <button class="button primary" type="submit">Sign in</button>
          <button class="button" type="button" @click=${() => this.dialog?.close()}>Not now</button>
        </p>
      </form>
    </dialog>`;
  }
}

customElements.define('io-sign-in', SignIn);
