import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

interface Tab<Value extends string> {
  value: Value
  label: ReactNode
  content: ReactNode
}

interface TabsProps<Value extends string> {
  tabs: readonly Tab<Value>[]
  value: Value
  onChange: (value: Value) => void
  'aria-label': string
}

export function Tabs<Value extends string>({ tabs, value, onChange, ...rest }: TabsProps<Value>) {
  // An address may name a tab that is not there for this person.
  const shown = tabs.some((tab) => tab.value === value) ? value : tabs[0]?.value
  return (
    <BaseTabs.Root value={shown} onValueChange={onChange}>
      <BaseTabs.List {...rest} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.value}
            value={tab.value}
            className="min-h-11 shrink-0 border-b-[3px] border-transparent px-3 font-medium text-soft -outline-offset-2 hover:text-ink data-active:border-sea data-active:text-sea"
          >
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  )
}
