import { useTranslation } from 'react-i18next';
import { IconButton, Menu } from '../../ui/index.ts';
import { changeDisplay, useDisplay, type Display } from '../display.ts';
import { speak } from '../i18n.ts';

const themes: readonly Display['theme'][] = ['system', 'light', 'dark', 'contrast'];
const sizes: readonly Display['text'][] = ['small', 'normal', 'large'];
const languages: readonly Display['language'][] = ['vi', 'en'];
const icons = { system: 'system', light: 'sun', dark: 'moon', contrast: 'contrast' } as const;

/** Theme, text size and language; open to everybody, also before signing in. */
export function DisplayMenu() {
  const { t } = useTranslation('app');
  const display = useDisplay();
  return (
    <Menu
      label={t('display.open')}
      trigger={<IconButton icon="text-size" label={t('display.open')} />}
      sections={[
        {
          title: t('display.text'),
          choices: sizes.map((id) => ({ id, label: t(`display.${id}`) })),
          value: display.text,
          onChange: (id) => {
            const text = sizes.find((each) => each === id);
            if (text !== undefined) changeDisplay({ text });
          },
        },
        {
          title: t('display.theme'),
          choices: themes.map((id) => ({ id, label: t(`display.${id}`), icon: icons[id] })),
          value: display.theme,
          onChange: (id) => {
            const theme = themes.find((each) => each === id);
            if (theme !== undefined) changeDisplay({ theme });
          },
        },
        {
          title: t('display.language'),
          choices: languages.map((id) => ({ id, label: t(`language.${id}`) })),
          value: display.language,
          onChange: (id) => {
            const language = languages.find((each) => each === id);
            if (language === undefined) return;
            changeDisplay({ language });
            void speak(language);
          },
        },
      ]}
    />
  );
}
