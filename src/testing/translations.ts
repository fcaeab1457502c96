import type { Call } from './call.js';
import { commentUITexts, componentTexts } from './official-texts.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';

/** Short keys are the place of a text in the table; the service does not say what its own are. */
function shortened(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.values(texts).map((text, at) => [`t${at.toString(36)}`, text]));
}

/** Every text of a component, those it inherits included. English only. */
export function officialTexts(component: string, fullIds: boolean): Record<string, string> {
  const texts = { ...commentUITexts, ...componentTexts[component] };
  return fullIds ? texts : shortened(texts);
}

function getTranslations(call: Call): Answer {
  const { query } = call;
  const locale = query.text('locale');
  if (locale !== null && !/^[a-z]{2,3}([_-][a-z]{2,8}){0,2}$/i.test(locale)) {
    throw new Refusal('invalid-parameter', { reason: 'locale is malformed.', httpStatus: 422 });
  }
  const component = call.param('component');
  if (call.param('namespace') !== 'widgets' || !(component in componentTexts)) {
    throw new Refusal('unknown-component');
  }
  return {
    status: 'success',
    translations: officialTexts(component, query.flag('useFullTranslationIds')),
  };
}

/** The service's texts. */
export const translationOperations = [
  operation(
    'getTranslations',
    'GET',
    '/translations/{namespace}/{component}',
    'cookie',
    getTranslations,
    'none',
  ),
];
