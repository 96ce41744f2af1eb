import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostOf, type Choice } from '#protocol/ballots/choice';
import { MAX_REASON, type VoteFields } from '#protocol/ballots/records';
import { Button, Form, Icon, PasswordField, TextArea, ToggleButton } from '../../ui/index.ts';
import { MotionButtons } from './MotionButtons.tsx';
import type { Filled } from './useCasting.ts';
import { useVoteText } from './useVoteText.ts';

/** Why somebody chooses as they do, beside the choice. */
export interface ReasonField {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

export interface PickFormProps {
  readonly fields: VoteFields;
  /** What was chosen before, where it is being changed; null: nothing yet. */
  readonly before: Choice | null;
  /** Null where no reason is taken. */
  readonly reason: ReasonField | null;
  /** The password was wrong. */
  readonly isWrong: boolean;
  readonly onSend: (filled: Filled) => void;
}

/** A ballot on which one chooses first and sends then: of several options, a ranking, with a reason or the password. */
export function PickForm({ fields, before, reason, isWrong, onSend }: PickFormProps) {
  const { t } = useTranslation('ballots');
  const [picked, pick] = useState<Choice | null>(before);
  const [password, setPassword] = useState('');
  const { method, needsPassword } = fields;
  const isMotion = method.is === 'motion';
  const isReady = !needsPassword || password !== '';
  // Of a motion blank is one of the three; elsewhere it has a button of its own.
  const hasPicked = picked !== null && (isMotion || picked.length > 0);
  const send = (choice: Choice) => {
    onSend({ choice, reason: reason?.value ?? '', password: needsPassword ? password : null });
    setPassword('');
  };
  return (
    <Form
      className="flex flex-col gap-2"
      onSubmit={() => {
        if (hasPicked && isReady) send(picked);
      }}
    >
      {isMotion ? (
        <div role="group" aria-label={t('pick.options')}>
          <MotionButtons chosen={picked} onPress={pick} />
        </div>
      ) : (
        <OptionList fields={fields} picked={picked ?? []} onPick={pick} />
      )}
      {reason === null ? null : (
        <TextArea
          label={t('pick.reason')}
          isOptional
          rows={3}
          maxLength={MAX_REASON}
          value={reason.value}
          onChange={reason.onChange}
        />
      )}
      {needsPassword ? (
        <PasswordField
          label={t('pick.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          {...(isWrong ? { error: t('pick.wrong') } : {})}
        />
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        {isMotion ? null : (
          <Button size="lg" isDisabled={!isReady} onPress={() => send([])}>
            {t('pick.sendBlank')}
          </Button>
        )}
        <Button type="submit" size="lg" variant="primary" icon="send" isDisabled={!isReady || !hasPicked}>
          {t('pick.send')}
        </Button>
      </div>
    </Form>
  );
}

function OptionList({
  fields: { method },
  picked,
  onPick,
}: {
  readonly fields: VoteFields;
  readonly picked: Choice;
  readonly onPick: (choice: Choice) => void;
}) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const most = mostOf(method);
  const isRanking = method.is === 'ranking';
  const toggle = (option: number) => {
    if (picked.includes(option)) onPick(picked.filter((other) => other !== option));
    else if (most === 1) onPick([option]);
    else onPick(isRanking ? [...picked, option] : [...picked, option].toSorted((a, b) => a - b));
  };
  return (
    <>
      <p className="text-sm text-ink-muted">
        {isRanking ? t('pick.ranking') : t('pick.most', { count: most })}
      </p>
      <div role="group" aria-label={t('pick.options')} className="flex flex-col gap-1.5">
        {text.options(method).map((option, index) => {
          const place = picked.indexOf(index);
          const isPicked = place >= 0;
          return (
            <ToggleButton
              key={option}
              label={option}
              size="lg"
              className="w-full justify-start! text-left!"
              isSelected={isPicked}
              isDisabled={!isPicked && most > 1 && picked.length >= most}
              onChange={() => toggle(index)}
            >
              <span
                aria-hidden
                className="figures flex size-6 shrink-0 items-center justify-center rounded-sm border-2 border-current text-sm font-semibold"
              >
                {isPicked ? isRanking ? place + 1 : <Icon name="check" size={1} /> : null}
              </span>
            </ToggleButton>
          );
        })}
      </div>
    </>
  );
}
