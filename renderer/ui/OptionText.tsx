import { Text } from 'react-aria-components';
import type { Choice } from './choice.ts';
import { Icon } from './Icon.tsx';

/** The inside of a row in a list of choices: icon, label and detail, and a tick when it is the chosen one. */
export function OptionText({
  choice,
  isSelected,
}: {
  readonly choice: Choice<string>;
  readonly isSelected: boolean;
}) {
  return (
    <>
      {choice.icon === undefined ? null : <Icon name={choice.icon} size={1.125} />}
      <span className="flex min-w-0 flex-1 flex-col">
        <Text slot="label">{choice.label}</Text>
        {choice.detail === undefined ? null : (
          <Text slot="description" className="text-sm text-ink-muted">
            {choice.detail}
          </Text>
        )}
      </span>
      <span className="flex w-5 justify-end">
        {isSelected ? <Icon name="check" size={1.125} className="text-accent-ink" /> : null}
      </span>
    </>
  );
}
