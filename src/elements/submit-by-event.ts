/**
 * Listens to the clicks in a form, Enter included (a browser clicks the button then), and tells the
 * form that it was submitted. A browser does so by itself, but not in a frame whose `sandbox` lacks
 * `allow-forms`; nothing is ever sent by our forms, so they need no such leave.
 */
export function submitByEvent(event: Event): void {
  const { currentTarget: form, target } = event;
  const submitter = target instanceof Element ? target.closest('button') : null;
  if (!(form instanceof HTMLFormElement) || submitter?.type !== 'submit') return;
  event.preventDefault();
  if (!form.noValidate && !form.reportValidity()) return;
  form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter }));
}
