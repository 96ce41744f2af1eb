import { FileTrigger } from 'react-aria-components';
import { Button, type ButtonProps } from './Button.tsx';

export interface FileButtonProps extends Omit<ButtonProps, 'onPress'> {
  /** MIME types or extensions with a dot. */
  readonly accept: readonly string[];
  readonly allowsMultiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button that lets the person choose files. */
export function FileButton({ accept, allowsMultiple = false, onFiles, ...button }: FileButtonProps) {
  return (
    <FileTrigger
      acceptedFileTypes={[...accept]}
      allowsMultiple={allowsMultiple}
      onSelect={(list) => {
        if (list !== null && list.length > 0) onFiles([...list]);
      }}
    >
      <Button {...button} />
    </FileTrigger>
  );
}
