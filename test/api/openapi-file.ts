import { existsSync, readFileSync } from 'node:fs';

/** What tests generate from: operations and schemas of the OpenAPI file. Checks: `test/support`. */

/** A schema of the OpenAPI file, as far as the tests look into it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly nullable?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** One operation of the file. */
export interface FileOperation {
  readonly id: string;
  /** The id in camelCase: the client's method. */
  readonly method: string;
  readonly http: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body?: { readonly type: string; readonly schema: Schema };
  readonly answer: Schema;
}

interface Media {
  readonly schema: Schema;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, Media>> }>
  >;
}

const place = new URL('../../../shared/publicapi/public-api.openapi.json', import.meta.url);

interface File {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The OpenAPI file, or null where it is not beside the project. */
export const file: File | null = existsSync(place)
  ? (JSON.parse(readFileSync(place, 'utf8')) as File)
  : null;

/** A name beside the project's own: tests of feed posts, which a comment thread does not need. */
const isFeed = (path: string): boolean => path.startsWith('/feed-posts');

/** Every operation of the file that the client has. */
export const operations: readonly FileOperation[] = Object.entries(file?.paths ?? {}).flatMap(
  ([path, methods]) =>
    isFeed(path)
      ? []
      : Object.entries(methods).map(([http, raw]): FileOperation => {
          const [type, media] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
          const answer = Object.values(raw.responses['200']?.content ?? {})[0];
          return {
            id: raw.operationId,
            method: raw.operationId.charAt(0).toLowerCase() + raw.operationId.slice(1),
            http: http.toUpperCase(),
            path,
            parameters: (raw.parameters ?? []).map((parameter) => ({
              ...parameter,
              required: parameter.required ?? false,
            })),
            ...(type && media && { body: { type, schema: media.schema } }),
            answer: answer?.schema ?? {},
          };
        }),
);

/** Follows a `$ref`. */
export function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolve(file?.components.schemas[name] ?? {});
}
