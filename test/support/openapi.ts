/*
 * Longer than a file should be: what is taken from the OpenAPI file, how its schemas are turned and
 * what is checked with them hang together.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';

/**
 * Checks requests and answers against the service's OpenAPI file, which stands beside this checkout
 * and is no part of it. {@link loadOpenAPI} gives null where it is absent.
 */

const location = fileURLToPath(
  new URL('../../../shared/publicapi/public-api.openapi.json', import.meta.url),
);

/** To be put behind the name of a test that is skipped without the file; empty where it is there. */
export const openAPINote = existsSync(location) ? '' : ` (skipped: no OpenAPI file at ${location})`;

type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What a request is made of, as far as it is checked. */
export interface CheckedRequest {
  readonly method: string;
  /** Path and query, or a whole address. */
  readonly url: string;
  /** Parsed JSON; `multipart` for a form with a file. */
  readonly body?: unknown;
  readonly multipart?: boolean;
}

/** An operation of the file. */
export interface ApiOperation {
  /** In camelCase, as the client's methods are named. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

/** The checks. Both give sentences, none if all is well. */
export interface OpenAPI {
  readonly operations: readonly ApiOperation[];
  /** The operation a request means, or null. */
  find(method: string, url: string): ApiOperation | null;
  /**
   * Method, path, every query parameter known and typed, required ones there, the body. The one
   * parameter tolerated that the file does not know is `anonUserId`.
   */
  checkRequest(request: CheckedRequest): string[];
  /** The answer of an operation. Members the file does not name are errors. */
  checkAnswer(operationId: string, status: number, json: unknown): string[];
  /** A value against a named schema. */
  checkSchema(name: string, value: unknown): string[];
}

/** The one extension a client may send. */
const tolerated = new Set(['anonUserId']);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Turns OpenAPI 3.0 schemas into JSON Schema: `nullable`, and `allOf` of closed objects merged. */
class Converter {
  readonly #schemas: Readonly<Record<string, Schema>>;
  readonly #closed: boolean;

  /** @param closed whether objects with named members take no others, even where the file allows them */
  constructor(schemas: Readonly<Record<string, Schema>>, closed: boolean) {
    this.#schemas = schemas;
    this.#closed = closed;
  }

  definitions(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.#schemas).map(([name, schema]) => [name, this.convert(schema)]),
    );
  }

  convert(schema: Schema): Record<string, unknown> {
    const { nullable, ...rest } = schema;
    const converted = this.#plain(rest);
    if (nullable !== true) return converted;
    return { anyOf: [converted, { type: 'null' }] };
  }

  #plain(schema: Schema): Record<string, unknown> {
    if (typeof schema.$ref === 'string') return { $ref: `#/definitions/${refName(schema.$ref)}` };
    if (Array.isArray(schema.allOf)) {
      const parts = schema.allOf as Schema[];
      if (parts.every((part) => this.#isObject(part))) return this.#plain(this.#merged(parts));
      return { allOf: parts.map((part) => this.convert(part)) };
    }
    const out: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(schema)) {
      switch (key) {
        case 'anyOf':
        case 'oneOf':
          out.anyOf = (value as Schema[]).map((each) => this.convert(each));
          break;
        case 'items':
          out.items = this.convert(value as Schema);
          break;
        case 'properties':
          out.properties = Object.fromEntries(
            Object.entries(value as Record<string, Schema>).map(([name, each]) => [
              name,
              this.convert(each),
            ]),
          );
          break;
        case 'additionalProperties':
          out.additionalProperties = isRecord(value) ? this.convert(value) : value;
          break;
        case 'format':
          if (value === 'int32' || value === 'int64') out.type = 'integer';
          if (value === 'date-time')
            out.pattern = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`;
          break;
        case 'type':
        case 'enum':
        case 'required':
        case 'minItems':
        case 'maxItems':
        case 'minimum':
        case 'maximum':
          out[key] ??= value;
          break;
        default:
          // Descriptions, examples, defaults: nothing to check.
          break;
      }
    }
    const named = isRecord(out.properties) && Object.keys(out.properties).length > 0;
    if (this.#closed && named && out.additionalProperties === undefined) {
      out.additionalProperties = false;
    }
    return out;
  }

  #isObject(schema: Schema): boolean {
    if (typeof schema.$ref === 'string')
      return this.#isObject(this.#schemas[refName(schema.$ref)] ?? {});
    return schema.type === 'object' || Array.isArray(schema.allOf);
  }

  /** One object schema that says what all parts say; closed if any is. */
  #merged(parts: readonly Schema[]): Schema {
    const properties: Record<string, unknown> = {};
    const required: string[] = [];
    let additionalProperties: unknown;
    for (const part of parts) {
      let target = part;
      while (typeof target.$ref === 'string') target = this.#schemas[refName(target.$ref)] ?? {};
      if (Array.isArray(target.allOf)) target = this.#merged(target.allOf as Schema[]);
      // A part that names nothing stands for members the file does not spell out.
      if (Object.keys(target.properties ?? {}).length === 0) additionalProperties ??= true;
      Object.assign(properties, target.properties);
      required.push(...((target.required ?? []) as string[]));
      if (target.additionalProperties === false) additionalProperties = false;
    }
    return {
      type: 'object',
      properties,
      ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
      ...(additionalProperties === undefined ? {} : { additionalProperties }),
    };
  }
}

function refName(ref: string): string {
  return ref.split('/').at(-1) ?? '';
}

function describe(validate: ValidateFunction, what: string): string[] {
  return (validate.errors ?? []).map((error) => {
    const detail = isRecord(error.params) ? JSON.stringify(error.params) : '';
    return `${what}${error.instancePath}: ${error.message ?? 'wrong'} ${detail}`;
  });
}

/** Checks the text of one query parameter; null if it fits. */
function wrongText(
  text: string,
  schema: Schema,
  schemas: Document['components']['schemas'],
): string | null {
  if (typeof schema.$ref === 'string') {
    return wrongText(text, schemas[refName(schema.$ref)] ?? {}, schemas);
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(text)) return 'is not one of its values';
  switch (schema.type) {
    case 'integer':
      return /^-?\d{1,16}$/.test(text) ? null : 'is not an integer';
    case 'number':
      return text !== '' && Number.isFinite(Number(text)) ? null : 'is not a number';
    case 'boolean':
      return text === 'true' || text === 'false' ? null : 'is not true or false';
    case 'array':
      return wrongText(text, (schema.items ?? {}) as Schema, schemas);
    default:
      return null;
  }
}

class OpenAPIFile implements OpenAPI {
  readonly operations: readonly (ApiOperation & { form: RegExp; object: OperationObject })[];
  readonly #schemas: Document['components']['schemas'];
  readonly #convert: Converter;
  readonly #definitions: Record<string, unknown>;
  readonly #ajv = new Ajv({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#schemas = document.components.schemas;
    this.#convert = new Converter(this.#schemas, true);
    this.#definitions = this.#convert.definitions();
    this.operations = Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, object]) => ({
          id: object.operationId.charAt(0).toLowerCase() + object.operationId.slice(1),
          method: method.toUpperCase(),
          path,
          form: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
          object,
        })),
      )
      // Literal paths before the ones whose parameters would match them too.
      .sort((a, b) => countBraces(a.path) - countBraces(b.path));
  }

  find(method: string, url: string): (typeof this.operations)[number] | null {
    const { pathname } = new URL(url, 'http://any.test');
    return (
      this.operations.find((each) => each.method === method && each.form.test(pathname)) ?? null
    );
  }

  checkRequest(request: CheckedRequest): string[] {
    const found = this.find(request.method, request.url);
    if (!found) return [`no operation ${request.method} ${request.url}`];
    const { parameters = [], requestBody } = found.object;
    const { pathname, searchParams } = new URL(request.url, 'http://any.test');
    const wrong: string[] = [];
    const known = new Map(parameters.filter((p) => p.in === 'query').map((p) => [p.name, p]));
    for (const name of new Set(searchParams.keys())) {
      const parameter = known.get(name);
      if (!parameter) {
        if (!tolerated.has(name)) wrong.push(`query ${name}: not a parameter of ${found.id}`);
        continue;
      }
      const values = searchParams.getAll(name);
      if (values.length > 1 && parameter.schema.type !== 'array') {
        wrong.push(`query ${name}: given ${values.length} times`);
      }
      for (const value of values) {
        const problem = wrongText(value, parameter.schema, this.#schemas);
        if (problem !== null) wrong.push(`query ${name}: ${problem}`);
      }
    }
    for (const { name, required } of known.values()) {
      if (required && !searchParams.has(name)) wrong.push(`query ${name}: required`);
    }
    const names = [...found.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const values = found.form.exec(pathname)?.slice(1) ?? [];
    names.forEach((name, at) => {
      const schema = parameters.find((p) => p.in === 'path' && p.name === name)?.schema ?? {};
      const problem = wrongText(decodeURIComponent(values[at] ?? ''), schema, this.#schemas);
      if (problem !== null) wrong.push(`path ${name ?? ''}: ${problem}`);
    });
    return [...wrong, ...this.#checkBody(found, request, requestBody)];
  }

  #checkBody(
    found: { readonly id: string },
    request: CheckedRequest,
    requestBody: OperationObject['requestBody'],
  ): string[] {
    const hasBody = request.body !== undefined || request.multipart === true;
    if (!requestBody) return hasBody ? [`body: ${found.id} takes none`] : [];
    if (!hasBody) return requestBody.required ? ['body: required'] : [];
    if (request.multipart) {
      return requestBody.content['multipart/form-data'] ? [] : ['body: must be JSON'];
    }
    const schema = requestBody.content['application/json']?.schema;
    if (!schema) return ['body: must be a form'];
    const validate = this.#compile(`${found.id} request`, this.#convert.convert(schema));
    return validate(request.body) ? [] : describe(validate, 'body');
  }

  checkAnswer(operationId: string, status: number, json: unknown): string[] {
    const found = this.operations.find(({ id }) => id === operationId);
    if (!found) return [`no operation ${operationId}`];
    const { responses } = found.object;
    // The file lists few statuses; the service answers errors with others, and the same JSON.
    const listed = responses[String(status)] ?? responses['200'];
    const schema = listed?.content?.['application/json']?.schema;
    if (!schema) return [`${operationId}: the file has no answer for ${status}`];
    const failed = isRecord(json) && json.status === 'failed';
    const branches = (Array.isArray(schema.anyOf) ? schema.anyOf : [schema]) as Schema[];
    const isError = (branch: Schema): boolean =>
      typeof branch.$ref === 'string' && branch.$ref.endsWith('Error');
    const errors = branches.filter(isError);
    const successes = branches.filter((branch) => !isError(branch));
    // A success must not pass as an error or the other way round. The few operations whose file names
    // no error answer errors like all others.
    const wanted = failed
      ? [...errors, { $ref: '#/components/schemas/APIError' }]
      : status === 200
        ? successes
        : errors;
    if (wanted.length === 0) return [`${operationId}: a success with HTTP ${status}`];
    const name = `${operationId} ${status} ${failed ? 'failed' : 'success'}`;
    const validate = this.#compile(name, {
      anyOf: wanted.map((branch) => this.#convert.convert(branch)),
    });
    return validate(json) ? [] : describe(validate, name);
  }

  checkSchema(name: string, value: unknown): string[] {
    if (!(name in this.#schemas)) return [`no schema ${name}`];
    const validate = this.#compile(`schema ${name}`, { $ref: `#/definitions/${name}` });
    return validate(value) ? [] : describe(validate, name);
  }

  #compile(name: string, schema: Record<string, unknown>): ValidateFunction {
    let validate = this.#compiled.get(name);
    if (!validate) {
      validate = this.#ajv.compile({ ...schema, definitions: this.#definitions });
      this.#compiled.set(name, validate);
    }
    return validate;
  }
}

function countBraces(path: string): number {
  return path.split('{').length;
}

/** Reads the file; null if it is not there. */
export function loadOpenAPI(): OpenAPI | null {
  if (!existsSync(location)) return null;
  return new OpenAPIFile(JSON.parse(readFileSync(location, 'utf8')) as Document);
}
