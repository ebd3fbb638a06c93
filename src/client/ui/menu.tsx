import { Menu as BaseMenu } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'

export interface MenuItem {
  label: ReactNode
  icon?: IconName
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
}

/** What can also be done here, behind the three dots. */
export function Menu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={<IconButton icon="more" label={label} />} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align="end" className="z-50 outline-none">
          <BaseMenu.Popup className="min-w-44 rounded-card border border-line bg-white py-1.5 shadow-float outline-none">
            {items.map((item, index) => (
              <BaseMenu.Item
                key={index}
                {...(item.disabled !== undefined && { disabled: item.disabled })}
                onClick={item.onSelect}
                className={cx(
                  'flex min-h-11 cursor-pointer items-center gap-3 px-4 outline-none data-highlighted:bg-sea-soft data-disabled:text-edge',
                  item.danger === true && 'text-danger',
                )}
              >
                {item.icon !== undefined && <Icon name={item.icon} />}
                {item.label}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}
