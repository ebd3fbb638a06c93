import { t } from '@lingui/core/macro'
import type { Role } from '#shared/access/schema.ts'

const names: Record<Role, () => string> = {
  administrator: () => t`管理员`,
  principal: () => t`校长`,
  archiveKeeper: () => t`档案员`,
  classTeacher: () => t`班主任`,
  helpingTeacher: () => t`帮扶老师`,
  counsellor: () => t`心理老师`,
  auditor: () => t`审计员`,
  volunteer: () => t`志愿者`,
}

/** The one name of a role on every screen. */
export const roleText = (role: Role): string => names[role]()

const isRole = (text: string): text is Role => text in names

/** Every role, in the order a school thinks of them. */
export const allRoles: readonly Role[] = Object.keys(names).filter(isRole)

/** A role's name where the server tells it as text; anything else stays as it is. */
export const roleNameOf = (text: string): string => (isRole(text) ? roleText(text) : text)
