import { iconPaths, type IconName } from './icon-paths.ts';
import { cx } from './cx.ts';

export interface IconProps {
  readonly name: IconName;
  /** Side in rem; the text size of the interface scales it. Default 1.25. */
  readonly size?: number;
  /** Said to screen readers. Without it the icon is decoration, as beside a text that says the same. */
  readonly label?: string;
  readonly className?: string;
}

/** One of the app's own icons, in the colour of the text around it. */
export function Icon({ name, size = 1.25, label, className }: IconProps) {
  const paths = iconPaths[name];
  const list: readonly string[] = typeof paths === 'string' ? [paths] : paths;
  const dots = name === 'more' || name === 'drag';
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth={dots ? 2.4 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx('shrink-0', className)}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {list.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
