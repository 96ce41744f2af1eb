import type { ReactElement } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import type { Choice } from './choice.ts';
import { floatClass, optionClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { OptionText } from './OptionText.tsx';

/** Something to do. */
export interface MenuAction extends Choice<string> {
  readonly onAction: () => void;
  /** Red: cannot be undone, or cuts somebody off. */
  readonly isDanger?: boolean;
  /** A key that does the same, where the person is now. */
  readonly shortcut?: string;
}

/** A set of choices inside a menu of which one is in force, such as the theme. */
export interface MenuChoice {
  readonly title: string;
  readonly choices: readonly Choice<string>[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export interface MenuProps {
  readonly label: string;
  /** The button that opens it: one `Button` or `IconButton`. */
  readonly trigger: ReactElement;
  readonly actions?: readonly MenuAction[];
  readonly sections?: readonly MenuChoice[];
  /** Shown above everything, such as who is signed in. */
  readonly title?: string;
  /** Called when it opens and closes, for what is to be read only then. */
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
}

/** A menu behind a button: choices that stay open while they are tried, then actions. */
export function Menu({
  label,
  trigger,
  actions = [],
  sections = [],
  title,
  onOpenChange,
  placement = 'bottom end',
}: MenuProps) {
  return (
    <MenuTrigger {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      {trigger}
      <Popover offset={6} placement={placement} className={cx(floatClass, 'min-w-56 overflow-auto p-1')}>
        {title === undefined ? null : (
          <p className="max-w-72 border-b border-line px-2.5 pt-1.5 pb-2 text-sm text-ink-muted">{title}</p>
        )}
        <AriaMenu
          aria-label={label}
          className="outline-none"
          onAction={(key) => actions.find((action) => action.id === key)?.onAction()}
        >
          {sections.map((section) => (
            <MenuSection
              key={section.title}
              selectionMode="single"
              disallowEmptySelection
              shouldCloseOnSelect={false}
              selectedKeys={[section.value]}
              onSelectionChange={(keys) => {
                if (keys === 'all') return;
                const [first] = keys;
                if (typeof first === 'string') section.onChange(first);
              }}
              className="pb-1"
            >
              <Header className="px-2.5 pt-2 pb-1 text-xs font-semibold text-ink-muted">
                {section.title}
              </Header>
              {section.choices.map((choice) => (
                <MenuItem key={choice.id} id={choice.id} textValue={choice.label} className={optionClass}>
                  {({ isSelected }) => <OptionText choice={choice} isSelected={isSelected} />}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
          {sections.length > 0 && actions.length > 0 ? (
            <Separator className="my-1 border-t border-line" />
          ) : null}
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              isDisabled={action.isDisabled ?? false}
              className={cx(optionClass, action.isDanger === true && 'text-live-ink')}
            >
              {action.icon === undefined ? null : <Icon name={action.icon} size={1.125} />}
              <span className="flex-1">
                {action.label}
                {action.detail === undefined ? null : (
                  <span className="block max-w-64 text-sm text-ink-muted">{action.detail}</span>
                )}
              </span>
              {action.shortcut === undefined ? null : <Kbd>{action.shortcut}</Kbd>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
