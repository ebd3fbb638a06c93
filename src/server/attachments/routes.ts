import * as api from '#shared/attachments/api.ts'
import * as service from '#server/attachments/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addAttachmentRoutes(router: Router, deps: Deps): void {
  router.add(api.listAttachments, (context, { query }) => service.listAttachments(deps, context, query))
  router.add(api.beginUpload, (context, { body }) => service.beginUpload(deps, context, body))
  router.add(api.getUpload, (context, { params }) => service.getUpload(deps, context, params.id))
  router.add(api.sendChunk, (context, { params, query }, { bytes }) =>
    service.receiveChunk(deps, context, params.id, { offset: query.offset, bytes }),
  )
  router.add(api.finishUpload, (context, { params }) => service.finishUpload(deps, context, params.id))
  router.add(api.readAttachment, (context, { params }) => service.readFile(deps, context, params.id, 'full'))
  router.add(api.readThumbnail, (context, { params }) => service.readFile(deps, context, params.id, 'thumb'))
  router.add(api.removeAttachment, (context, { params, body }) =>
    service.removeAttachment(deps, context, params.id, body.reason),
  )
  router.add(api.restoreAttachment, (context, { params }) =>
    service.restoreAttachment(deps, context, params.id),
  )
}
