import * as fc from 'fast-check';
import { resolve, type FileOperation, type Schema } from './openapi-file.js';

/** Text in any script, never half a character. */
export const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });

/** Values that a schema of the OpenAPI file allows. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const known = resolve(schema);
  const values = ((): fc.Arbitrary<unknown> => {
    if (known.enum) return fc.constantFrom(...known.enum);
    const [only, ...others] = known.allOf ?? [];
    if (only && others.length === 0) return valuesOf(only, depth);
    if (known.allOf) {
      return fc
        .tuple(...known.allOf.map((part) => valuesOf(part, depth)))
        .map((parts) => Object.assign({}, ...parts) as unknown);
    }
    if (known.anyOf) return fc.oneof(...known.anyOf.map((part) => valuesOf(part, depth)));
    switch (known.type) {
      case 'string':
        return known.format === 'date-time'
          ? fc
              .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
              .map((date) => date.toISOString())
          : anyText;
      case 'integer':
        return fc.integer({ min: -1, max: 2 ** 31 - 1 });
      case 'number':
        return fc.integer({ min: -1000, max: 1000 }).map((tenths) => tenths / 10);
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(valuesOf(known.items ?? {}, depth + 1), { maxLength: depth > 3 ? 0 : 3 });
      default: {
        const inner = known.additionalProperties;
        if (typeof inner === 'object') {
          return fc.dictionary(anyText, valuesOf(inner, depth + 1), { maxKeys: 3 });
        }
        const members = Object.fromEntries(
          Object.entries(known.properties ?? {})
            .filter(([name]) => depth < 4 || known.required?.includes(name))
            .map(([name, member]) => [name, valuesOf(member, depth + 1)]),
        );
        const requiredKeys = (known.required ?? []).filter((name) => name in members);
        return fc.record(members, { requiredKeys, noNullPrototype: true });
      }
    }
  })();
  return known.nullable ? fc.option(values, { freq: 5 }) : values;
}

/** Parameters as the file allows them: what is required, and any of the others. */
export function parametersOf(operation: FileOperation): fc.Arbitrary<Record<string, unknown>> {
  const arbitraries = Object.fromEntries(
    operation.parameters.map(({ name, in: place, schema }) => [
      name,
      place === 'path'
        ? // The parser of addresses takes dot segments away; the client refuses to send them.
          valuesOf(schema).filter((value) => !/^\.\.?$/.test(String(value)))
        : valuesOf(schema),
    ]),
  );
  const requiredKeys = operation.parameters.flatMap(({ name, required }) =>
    required ? [name] : [],
  );
  return fc
    .tuple(
      fc.record(arbitraries, { requiredKeys, noNullPrototype: true }),
      operation.body?.type === 'application/json'
        ? valuesOf(operation.body.schema)
        : fc.constant(undefined),
    )
    .map(([parameters, body]) => (body === undefined ? parameters : { ...parameters, body }));
}
