import { t as text } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { CoverPerson } from '#shared/cover/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { roleText } from '#client/lib/role-text.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { postText } from './cover-words.ts'
import { chosenPosts, type CoverForm } from './draft.ts'

interface CoverFieldsProps {
  form: CoverForm
  change: (part: Partial<CoverForm>) => void
  people: readonly CoverPerson[]
  errors: Readonly<Record<string, string>>
}

/** Of who is away only the posts that can be covered: what the principal or the keeper does is given to nobody here. */
function labelOf({ name, roles, posts }: CoverPerson, away: boolean): string {
  if (!away && roles.length === 0) return text`${name}（交接过）`
  const list = joinWords((away ? [...new Set(posts.map(({ role }) => role))] : roles).map(roleText))
  return text`${name}（${list}）`
}

function PostsField({ form, change, people, errors }: CoverFieldsProps) {
  const person = people.find(({ userId }) => userId === form.fromUserId)
  if (person === undefined) return null
  const chosen = chosenPosts(form, person)
  return (
    <Field label={<Trans>交出去的</Trans>} group error={errors['roleIds']}>
      <div className="rounded-card border border-line bg-white px-3.5">
        {person.posts.map((post) => (
          <Checkbox
            key={post.roleId}
            checked={chosen.includes(post.roleId)}
            onChange={(checked) =>
              change({
                roleIds: checked ? [...chosen, post.roleId] : chosen.filter((id) => id !== post.roleId),
              })
            }
            label={postText(post)}
          />
        ))}
      </div>
    </Field>
  )
}

function DaysFields({ form, change, errors }: Omit<CoverFieldsProps, 'people'>) {
  const { t } = useLingui()
  const { today } = useSession().school
  const forAll = useHasRole('principal', 'administrator')
  return (
    <>
      {forAll && (
        <Field
          label={<Trans>多久</Trans>}
          group
          help={
            form.forGood ? (
              <Trans>从那天起岗位换人：原来的老师不再能打开这些孩子。调走、长期休假时用。</Trans>
            ) : undefined
          }
        >
          <Choice
            value={form.forGood ? 'good' : 'days'}
            onChange={(value) => change({ forGood: value === 'good' })}
            options={[
              { value: 'days', label: t`几天，到日子还回来` },
              { value: 'good', label: t`长期交接` },
            ]}
          />
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={<Trans context="first day">从哪天起</Trans>} error={errors['from']}>
          <DateInput value={form.from} min={today} onChange={(from) => change({ from })} />
        </Field>
        {!form.forGood && (
          <Field label={<Trans>到哪天（含这一天）</Trans>} error={errors['to']}>
            <DateInput value={form.to} min={form.from} onChange={(to) => change({ to })} />
          </Field>
        )}
      </div>
    </>
  )
}

/** Who is away, what is given away, to whom, and for how long. */
export function CoverFields(props: CoverFieldsProps) {
  const { form, change, people, errors } = props
  const { t } = useLingui()
  const { user } = useSession()
  const away = people.filter(({ posts }) => posts.length > 0)
  const own = away.length === 1 && away[0]?.userId === user.id
  const chosen = chosenPosts(
    form,
    people.find(({ userId }) => userId === form.fromUserId),
  )
  // Whoever has no role left takes back what he had, and nothing else.
  const mayTake = ({ userId, roles, had }: CoverPerson): boolean =>
    userId !== form.fromUserId &&
    (roles.length > 0 ||
      userId === form.toUserId ||
      (chosen.length > 0 && chosen.every((id) => had.includes(id))))
  const options = (list: readonly CoverPerson[], isAway: boolean) =>
    list.map((person) => ({ value: person.userId, label: labelOf(person, isAway) }))
  return (
    <div className="space-y-5">
      {!own && (
        <Field
          label={<Trans>谁不在</Trans>}
          help={
            <Trans>校长、心理老师、档案员不在时，请管理员在“帐号”里给代的人添上这个岗位，写明起止日。</Trans>
          }
          error={errors['fromUserId']}
          required
        >
          <Select
            value={form.fromUserId}
            onChange={(fromUserId) => change({ fromUserId, roleIds: null })}
            placeholder={t`请选择`}
            options={options(away, true)}
          />
        </Field>
      )}
      <PostsField {...props} />
      <Field
        label={<Trans>请谁代办</Trans>}
        error={errors['toUserId'] ?? (own ? errors['fromUserId'] : undefined)}
        required
      >
        <Select
          value={form.toUserId}
          onChange={(toUserId) => change({ toUserId })}
          placeholder={t`请选择`}
          options={options(people.filter(mayTake), false)}
        />
      </Field>
      <DaysFields {...props} />
    </div>
  )
}
