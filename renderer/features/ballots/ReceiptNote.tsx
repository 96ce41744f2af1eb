import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '#protocol/ballots/records';
import { IconButton } from '../../ui/index.ts';
import { receiptText } from './vote-view.ts';

/** The receipt of an own secret ballot, to be copied; and what it is good for. */
export function ReceiptNote({ receipt }: { readonly receipt: Receipt | undefined }) {
  const { t } = useTranslation('ballots');
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  if (receipt === undefined) return <p className="text-sm text-ink-muted">{t('receipt.elsewhere')}</p>;
  const shown = receiptText(receipt);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(shown);
      setCopied('yes');
    } catch {
      // Browsers have no clipboard on plain http; the receipt can be written down.
      setCopied('failed');
    }
  };
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="text-sm">{t('receipt.title')}</span>
        <span className="font-mono font-semibold tracking-wide select-all">{shown}</span>
        <IconButton
          size="sm"
          icon={copied === 'yes' ? 'check' : 'copy'}
          label={t(copied === 'yes' ? 'receipt.copied' : 'receipt.copy')}
          onPress={() => void copy()}
        />
      </p>
      {copied === 'failed' ? <p className="text-sm text-warn-ink">{t('receipt.copyFailed')}</p> : null}
      <p className="text-sm text-ink-muted">{t('receipt.note')}</p>
    </div>
  );
}
