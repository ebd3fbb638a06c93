/** A number with its word; pressing it opens the list it counts. */
export function NumberButton({
  label,
  value,
  onPress,
}: {
  label: string
  value: number
  onPress: () => void
}) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="min-h-11 rounded-control px-2 text-sea hover:bg-sea-soft"
    >
      {label} <b className="font-semibold">{value}</b>
    </button>
  )
}
