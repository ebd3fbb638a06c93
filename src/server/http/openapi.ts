import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '#shared/contract.ts'
import { errorCodes, fieldErrorCodes } from '#shared/errors.ts'
import type { Router } from '#server/http/route.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}

/** OpenAPI 3.1 of every registered endpoint. */
export function openApiOf(router: Router): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of router.endpoints.toSorted((a, b) =>
    `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`),
  )) {
    const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '守望 Shouwang', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'shouwang.session_token' } },
    },
  }
}

const errorSchema: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code'],
      properties: {
        code: { enum: [...errorCodes] },
        params: { type: 'object' },
        fields: {
          type: 'array',
          items: {
            type: 'object',
            required: ['path', 'code'],
            properties: {
              path: { type: 'string' },
              code: { enum: [...fieldErrorCodes] },
              params: { type: 'object' },
            },
          },
        },
      },
    },
  },
}

function operationOf(endpoint: Endpoint): Json {
  const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })
  const binary: Json = {
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  }
  const body = endpoint.upload
    ? { requestBody: { required: true, ...binary } }
    : endpoint.body
      ? { requestBody: { required: true, ...json(schemaOf(endpoint.body, 'input')) } }
      : {}
  return {
    summary: endpoint.summary,
    ...(endpoint.access.kind === 'public' ? {} : { security: [{ session: [] }] }),
    ...(endpoint.access.kind === 'roles' ? { 'x-roles': endpoint.access.roles } : {}),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...body,
    responses: {
      200: {
        description: 'OK',
        ...(endpoint.download ? binary : json(schemaOf(endpoint.response, 'output'))),
      },
      default: { description: 'Failure', ...json({ $ref: '#/components/schemas/Error' }) },
    },
  }
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties, required } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties ?? {}).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: each,
  }))
}

export function addOpenApi(http: FastifyInstance, router: Router): void {
  http.get('/api/openapi.json', async () => openApiOf(router))
}
