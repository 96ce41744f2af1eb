import { useTranslation } from 'react-i18next';
import type { Choice } from '#protocol/ballots/choice';
import { Button, cx, type IconName } from '../../ui/index.ts';

/** What can be pressed of a motion, with the keys 1, 2 and 3. */
export const MOTION_CHOICES: readonly {
  readonly key: string;
  readonly choice: Choice;
  readonly name: 'agree' | 'disagree' | 'blank';
  readonly icon: IconName;
}[] = [
  { key: '1', choice: [0], name: 'agree', icon: 'check' },
  { key: '2', choice: [1], name: 'disagree', icon: 'close' },
  { key: '3', choice: [], name: 'blank', icon: 'minus' },
];

export interface MotionButtonsProps {
  /** What was pressed, where that may be shown; null: nothing. */
  readonly chosen: Choice | null;
  /** The card around them listens to their keys. */
  readonly hasKeys?: boolean;
  readonly onPress: (choice: Choice) => void;
}

/** Agree, disagree, blank: large enough for any finger, and none of them suggested. */
export function MotionButtons({ chosen, hasKeys = false, onPress }: MotionButtonsProps) {
  const { t } = useTranslation('ballots');
  return (
    <div className="@container">
      <div className="grid gap-2 @sm:grid-cols-3">
        {MOTION_CHOICES.map(({ key, choice, name, icon }) => {
          const isChosen = chosen?.join() === choice.join();
          return (
            <Button
              key={key}
              icon={icon}
              size="lg"
              {...(hasKeys ? { 'aria-keyshortcuts': key } : {})}
              {...(isChosen ? { 'aria-pressed': true } : {})}
              className={cx(
                'min-h-14! border-2! px-2! text-lg! font-semibold!',
                isChosen ? 'border-accent! bg-accent-soft!' : 'border-accent/60!',
              )}
              onPress={() => onPress(choice)}
            >
              {t(`choice.${name}`)}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
