import { useTranslation } from 'react-i18next';
import { IconButton, Menu, type MenuChoice } from '../../ui/index.ts';
import type { MediaSession } from './media-session.ts';
import type { DeviceSnapshot } from './media-snapshot.ts';

interface DeviceMenuProps {
  readonly session: MediaSession;
  readonly microphone: DeviceSnapshot;
  readonly camera: DeviceSnapshot;
}

/** Which microphone and which camera; absent while the machine has none. */
export function DeviceMenu({ session, microphone, camera }: DeviceMenuProps) {
  const { t } = useTranslation('media');
  const section = (
    title: string,
    device: DeviceSnapshot,
    choose: (id: string) => Promise<void>,
  ): MenuChoice[] => {
    const [first] = device.choices;
    if (!first) return [];
    // Browsers give names only after the person has allowed one device.
    const choices = device.choices.map(({ id, label }, index) => ({
      id,
      label: label === '' ? t('numbered', { number: index + 1 }) : label,
    }));
    return [{ title, choices, value: device.chosen ?? first.id, onChange: (id) => void choose(id) }];
  };
  const sections = [
    ...section(t('microphone'), microphone, (id) => session.chooseMicrophone(id)),
    ...section(t('camera'), camera, (id) => session.chooseCamera(id)),
  ];
  if (sections.length === 0) return null;
  return (
    <Menu
      label={t('devices')}
      placement="top end"
      trigger={<IconButton icon="settings" label={t('devices')} />}
      sections={sections}
      actions={
        microphone.state === 'on'
          ? [
              {
                id: 'release',
                label: t('releaseMicrophone'),
                icon: 'microphone-off',
                onAction: () => session.turnOffMicrophone(),
              },
            ]
          : []
      }
    />
  );
}
