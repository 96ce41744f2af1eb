import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostOf, type Choice } from '#protocol/ballots/choice';
import type { VoteFields } from '#protocol/ballots/records';
import { Button, Form, Icon, PasswordField, ToggleButton } from '../../ui/index.ts';
import { useVoteText } from './useVoteText.ts';

export interface PickFormProps {
  readonly fields: VoteFields;
  /** The password was wrong. */
  readonly isWrong: boolean;
  readonly onSend: (choice: Choice, password: string | null) => void;
}

/** A ballot on which one chooses first and sends then: of several options, a ranking, or with the password. */
export function PickForm({ fields, isWrong, onSend }: PickFormProps) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const [picked, pick] = useState<Choice>([]);
  const [password, setPassword] = useState('');
  const { method, needsPassword } = fields;
  const most = mostOf(method);
  const isRanking = method.is === 'ranking';
  const isReady = !needsPassword || password !== '';
  const toggle = (option: number) => {
    if (picked.includes(option)) pick(picked.filter((other) => other !== option));
    else if (most === 1) pick([option]);
    else pick(isRanking ? [...picked, option] : [...picked, option].toSorted((a, b) => a - b));
  };
  const send = (choice: Choice) => {
    onSend(choice, needsPassword ? password : null);
    setPassword('');
  };
  return (
    <Form
      className="flex flex-col gap-2"
      onSubmit={() => {
        if (picked.length > 0 && isReady) send(picked);
      }}
    >
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
        <Button size="lg" isDisabled={!isReady} onPress={() => send([])}>
          {t('pick.sendBlank')}
        </Button>
        <Button
          type="submit"
          size="lg"
          variant="primary"
          icon="send"
          isDisabled={!isReady || picked.length === 0}
        >
          {t('pick.send')}
        </Button>
      </div>
    </Form>
  );
}
