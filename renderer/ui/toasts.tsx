import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import type { Tone } from './Notice.tsx';
import type { IconName } from './icon-paths.ts';

interface Message {
  readonly text: string;
  readonly tone: Tone;
  readonly action: ToastAction | undefined;
}

/** What one can do about a message; the message goes with it. */
export interface ToastAction {
  readonly label: string;
  readonly onPress: () => void;
}

const queue = new ToastQueue<Message>({ maxVisibleToasts: 4 });

const icons: Record<Tone, IconName> = { info: 'info', ok: 'check', warn: 'warning', error: 'error' };
const colours: Record<Tone, string> = {
  info: 'text-accent-ink',
  ok: 'text-ok-ink',
  warn: 'text-warn-ink',
  error: 'text-live-ink',
};

/** Milliseconds that a good message stays; a warning or an error stays until it is closed. */
const STAY = 6000;
/** The same for one that leads somewhere: it has to be read and reached. */
const STAY_WITH_ACTION = 20_000;

/** Says something in passing, at the corner and to screen readers. Returns a function that takes it away. */
export function toast(text: string, tone: Tone = 'ok', action?: ToastAction): () => void {
  const timeout = action === undefined ? STAY : STAY_WITH_ACTION;
  const key = queue.add({ text, tone, action }, tone === 'ok' || tone === 'info' ? { timeout } : {});
  return () => queue.close(key);
}

function Action({
  toastKey,
  action,
}: {
  readonly toastKey: string;
  readonly action: ToastAction | undefined;
}) {
  if (action === undefined) return null;
  return (
    <Button
      size="sm"
      onPress={() => {
        queue.close(toastKey);
        action.onPress();
      }}
    >
      {action.label}
    </Button>
  );
}

/** Where toasts appear, below the bars and away from pens and buttons; once, in the app's shell. */
export function ToastRegion() {
  const { t } = useTranslation('ui');
  return (
    <AriaToastRegion
      queue={queue}
      aria-label={t('notifications')}
      className="fixed inset-x-3 top-3 z-50 flex flex-col items-end gap-2 outline-none sm:top-16 sm:left-auto sm:w-96"
    >
      {({ toast: each }) => (
        <AriaToast
          toast={each}
          className="rise flex w-full items-center gap-3 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 text-ink shadow-float"
        >
          <Icon name={icons[each.content.tone]} className={colours[each.content.tone]} />
          <ToastContent className="flex min-w-0 flex-1 flex-col items-start gap-2 py-1.5">
            <Text slot="title">{each.content.text}</Text>
            <Action toastKey={each.key} action={each.content.action} />
          </ToastContent>
          <IconButton slot="close" icon="close" label={t('close')} />
        </AriaToast>
      )}
    </AriaToastRegion>
  );
}
