import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ToggleButton } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { FILE_LOOK, LAYER_LOOKS } from '../layer-look.ts';
import { useFileLayer } from './useFileLayer.ts';

/** Which layers are on the pages. The one that is written on can't be taken off. */
export function LayerSwitches({ session }: { readonly session: AnnotationSession }) {
  const { t } = useTranslation('annotation');
  const { shown, layer } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const file = useFileLayer();
  return (
    <div role="group" aria-label={t('panel.layers')} className="flex flex-wrap gap-1">
      {session.marks.layers.map((each) => (
        <ToggleButton
          key={each}
          size="sm"
          icon={shown.has(each) ? LAYER_LOOKS[each].icon : 'eye-off'}
          label={t(`layer.${each}`)}
          isSelected={shown.has(each)}
          isDisabled={each === layer}
          onChange={(isShown) => session.showLayer(each, isShown)}
          className="flex-1"
        />
      ))}
      {file.view.marks.length > 0 ? (
        <ToggleButton
          size="sm"
          icon={file.view.isShown ? FILE_LOOK.icon : 'eye-off'}
          label={t('layer.file')}
          isSelected={file.view.isShown}
          onChange={(isShown) => file.layer?.show(isShown)}
          className="flex-1"
        />
      ) : null}
    </div>
  );
}
