import { z } from 'zod'
import { endpoint, roles, staff } from '#shared/contract.ts'
import {
  Department,
  DepartmentChange,
  DepartmentInput,
  DepartmentMembers,
} from '#shared/departments/schema.ts'

const Id = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const managers = roles('administrator', 'principal')

export const listDepartments = endpoint({
  method: 'GET',
  path: '/api/departments',
  summary: 'The departments of the school and who belongs to them today',
  access: staff,
  response: z.object({ departments: z.array(Department) }),
})

export const createDepartment = endpoint({
  method: 'POST',
  path: '/api/departments',
  summary: 'Registers a department from today on; two at a time never have the same name',
  access: managers,
  body: DepartmentInput,
  response: Done,
})

export const renameDepartment = endpoint({
  method: 'PATCH',
  path: '/api/departments/:id',
  summary: 'Renames a department',
  access: managers,
  params: Id,
  body: DepartmentChange,
  response: Done,
})

export const setDepartmentMembers = endpoint({
  method: 'PUT',
  path: '/api/departments/:id/members',
  summary:
    'Says who belongs to a department from today on and who heads it; the days before stay as they were',
  access: managers,
  params: Id,
  body: DepartmentMembers,
  response: Done,
})

export const closeDepartment = endpoint({
  method: 'POST',
  path: '/api/departments/:id/close',
  summary: 'Closes a department from today on; its tasks stay with its name',
  access: managers,
  params: Id,
  body: z.object({ version: z.int().min(1) }),
  response: Done,
})
