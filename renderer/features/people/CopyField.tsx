import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice, TextField } from '../../ui/index.ts';

/** A link to be passed on: shown whole, copied with one press. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useTranslation('people');
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      // Browsers have no clipboard on plain http; the link is on screen and can be copied by hand.
      setState('failed');
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-60 flex-1"
          label={label}
          value={value}
          isReadOnly
          inputClassName="font-mono text-sm"
          onFocus={(event) => {
            if (event.target instanceof HTMLInputElement) event.target.select();
          }}
        />
        <Button icon={state === 'copied' ? 'check' : 'copy'} onPress={() => void copy()}>
          {state === 'copied' ? t('link.copied') : t('link.copy')}
        </Button>
      </div>
      {state === 'failed' ? <Notice tone="warn">{t('link.copyFailed')}</Notice> : null}
    </div>
  );
}
