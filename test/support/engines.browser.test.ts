import { assert } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

@customElement('test-greeting')
class TestGreeting extends LitElement {
  @property() who = 'nobody';
  protected override render() {
    return html`<p>Hello ${this.who}</p>`;
  }
}

describe('the browser test runner', () => {
  it('compiles decorators and renders Lit in a real browser', async () => {
    const element = new TestGreeting();
    document.body.append(element);
    element.who = 'Ann';
    await element.updateComplete;
    assert.equal(element.shadowRoot?.textContent.trim(), 'Hello Ann');
    element.remove();
  });
});
