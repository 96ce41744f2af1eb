import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import { useErrorText } from '../../../sync/error-text.ts';
import { Button, saveFile, toast } from '../../../ui/index.ts';
import { minutesBundle } from './minutes-bundle.ts';

/** What a file name can't hold on one of the systems. */
const UNFIT = /[\s\\/:*?"<>|]+/gu;

/** Gives the approved minutes with everything that proves them, as one file. */
export function BundleButton({ state }: { readonly state: MeetingState }) {
  const { t } = useTranslation('minutes');
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const title = state.fields.title.replaceAll(UNFIT, ' ').slice(0, 100).trim();
      saveFile(`${t('signing.bundleFile', { title })}.zip`, await minutesBundle(state));
    } catch (error) {
      toast(errorText(error), 'error');
    }
    setBusy(false);
  };
  return (
    <Button icon="shield" isPending={busy} onPress={() => void take()}>
      {t('signing.bundle')}
    </Button>
  );
}
