import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OwnNumbers } from '#shared/contacts/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { orNull } from '#client/lib/or-null.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { ownNumbersQuery, useSaveNumbers } from './queries.ts'

function Form({ numbers }: { numbers: OwnNumbers }) {
  const { t } = useLingui()
  const [office, setOffice] = useState(numbers.office ?? '')
  const [mobile, setMobile] = useState(numbers.mobile ?? '')
  const [published, setPublished] = useState(numbers.published)
  const save = useSaveNumbers()
  const errors = fieldErrors(save.error)
  const fieldsOnly = save.error instanceof ApiError && save.error.fields.length > 0
  const submit = (): void =>
    save.mutate(
      { office: orNull(office), mobile: orNull(mobile), published, version: numbers.version },
      { onSuccess: () => toast({ tone: 'done', text: t`保存好了。` }) },
    )
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Card>
        <div className="space-y-4">
          <Field
            label={<Trans>办公电话</Trans>}
            help={<Trans>座机要带区号。</Trans>}
            error={errors['office']}
          >
            <TextInput type="tel" inputMode="tel" value={office} onChange={setOffice} maxLength={30} />
          </Field>
          <Field label={<Trans>自己的手机</Trans>} error={errors['mobile']}>
            <TextInput type="tel" inputMode="tel" value={mobile} onChange={setMobile} maxLength={30} />
          </Field>
          <Field
            label={<Trans>给家长看哪一个</Trans>}
            help={<Trans>只有您班上、您负责的孩子的家长看得到。最好用办公电话。</Trans>}
            group
            error={errors['published']}
          >
            <Choice
              value={published}
              onChange={setPublished}
              options={[
                { value: 'office', label: t`办公电话` },
                { value: 'mobile', label: t`手机` },
                { value: 'none', label: t`都不给` },
              ]}
            />
          </Field>
        </div>
      </Card>
      {save.isError && !fieldsOnly && <Banner tone="danger">{errorText(save.error)}</Banner>}
      <Button type="submit" tone="primary" size="lg" busy={save.isPending}>
        <Trans>保存</Trans>
      </Button>
    </form>
  )
}

/** The own numbers, and which of them parents of the own children may see, if any (H-30). */
export function OwnNumbersPage() {
  const query = useQuery(ownNumbersQuery)
  return (
    <Page>
      <PageHeader
        title={<Trans>我的号码</Trans>}
        back={{ link: { to: '/me' }, label: <Trans>我的</Trans> }}
        below={<Trans>不选就不公布。号码加密保存。</Trans>}
      />
      {query.data !== undefined ? (
        <Form key={query.data.version} numbers={query.data} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
