// @ts-check
// Who looks at the console, where the system asks: a token, kept with the tab and sent to nobody but this address.

const KEPT = 'insideout.token';
const TOKEN = /^[A-Za-z0-9._~+/=-]{1,16000}$/;

let token = sessionStorage.getItem(KEPT) ?? '';

/** Whether somebody is signed in. */
export function isSignedIn() {
  return token !== '';
}

/** What a call says to be let in. @returns {Record<string, string>} */
export function credentials() {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/**
 * Takes a token, and everything that is shown is asked for again.
 *
 * @param {string} pasted
 * @returns {boolean} whether it can be one
 */
export function signIn(pasted) {
  const given = pasted.trim().replace(/^Bearer +/i, '');
  if (!TOKEN.test(given)) {
    return false;
  }
  token = given;
  sessionStorage.setItem(KEPT, token);
  return true;
}

export function signOut() {
  token = '';
  sessionStorage.removeItem(KEPT);
}

/** Says that a call was not let in: whoever can ask for a token does. */
export function askForToken() {
  window.dispatchEvent(new CustomEvent('sign-in'));
}
