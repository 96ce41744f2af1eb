/**
 * The design system: every control, surface and message of the app, and the tokens they share (`theme.css`). It knows
 * nothing of meetings or people; what a screen needs and does not find here is added here, not styled there.
 */
export { Avatar, type AvatarProps } from './Avatar.tsx';
export { Badge, type BadgeProps } from './Badge.tsx';
export { BarSlot, BarSlotContext } from './BarSlot.tsx';
export { Button, type ButtonProps } from './Button.tsx';
export { Card, type CardProps } from './Card.tsx';
export { Checkbox, type CheckboxProps } from './Checkbox.tsx';
export type { Choice } from './choice.ts';
export { ComboBox, type ComboBoxProps } from './ComboBox.tsx';
export { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog.tsx';
export type { ButtonVariant, ControlSize } from './control-styles.ts';
export { cx } from './cx.ts';
export { DateField } from './DateField.tsx';
export { DateTimeField, type DateTimeFieldProps } from './DateTimeField.tsx';
export { Dialog, type DialogProps } from './Dialog.tsx';
export { DragTile, type DragTileProps } from './DragTile.tsx';
export { DropArea, type DropAreaProps } from './DropArea.tsx';
export { EmptyState, type EmptyStateProps } from './EmptyState.tsx';
export { FileButton, type FileButtonProps } from './FileButton.tsx';
export { Form, type FormProps } from './Form.tsx';
export {
  formatBytes,
  formatClock,
  formatDate,
  formatDateTime,
  formatDuration,
  formatLongDate,
  formatNumber,
  formatOfficialDate,
  formatRelative,
  formatTime,
  localeTags,
  type Language,
} from './format.ts';
export { useFullPage, useIsFullPage } from './full-page.ts';
export { Icon, type IconProps } from './Icon.tsx';
export type { IconName } from './icon-paths.ts';
export { IconButton, type IconButtonProps } from './IconButton.tsx';
export { Kbd, type KbdProps } from './Kbd.tsx';
export { LinkButton, TextLink, type LinkButtonProps, type TextLinkProps } from './LinkButton.tsx';
export { announce, LiveRegion } from './LiveRegion.tsx';
export { matches } from './matches.ts';
export { Menu, type MenuAction, type MenuChoice, type MenuProps } from './Menu.tsx';
export { Notice, type NoticeProps, type Tone } from './Notice.tsx';
export { NumberField, type NumberFieldProps } from './NumberField.tsx';
export { Page, type PageProps } from './Page.tsx';
export { Panel, type PanelProps } from './Panel.tsx';
export { Popover, type PopoverProps } from './Popover.tsx';
export { PrintSheet } from './PrintSheet.tsx';
export { ProgressBar, type ProgressBarProps } from './ProgressBar.tsx';
export { RadioGroup, type RadioGroupProps } from './RadioGroup.tsx';
export { saveFile } from './save-file.ts';
export { Select, type SelectProps } from './Select.tsx';
export { Steps } from './Steps.tsx';
export { Spinner, type SpinnerProps } from './Spinner.tsx';
export { SuggestArea, type SuggestAreaProps } from './SuggestArea.tsx';
export { Switch, type SwitchProps } from './Switch.tsx';
export { Table, type TableColumn, type TableProps } from './Table.tsx';
export { Tabs, type TabItem, type TabsProps } from './Tabs.tsx';
export {
  PasswordField,
  SearchField,
  TextArea,
  TextField,
  type TextAreaProps,
  type TextFieldProps,
} from './TextField.tsx';
export { toast, ToastRegion } from './toasts.tsx';
export { ToggleButton, type ToggleButtonProps } from './ToggleButton.tsx';
export { ToggleGroup, type ToggleGroupProps } from './ToggleGroup.tsx';
export { Toolbar, ToolbarSeparator, type ToolbarProps } from './Toolbar.tsx';
export { Tooltip, type TooltipProps } from './Tooltip.tsx';
export { Unfold, type UnfoldProps } from './Unfold.tsx';
export { useLanguage } from './useLanguage.ts';
