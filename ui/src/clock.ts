// The one clock of the interface. Everything else is told the date.
import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** The service point's time zone. A PC with a wrong one still dates its tickets rightly. */
const ZONE = 'Asia/Shanghai'

const MINUTE = 60_000

// Swedish writes dates as the program does: 2025-03-15.
const written = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE })

/** Today's date at the service point, as YYYY-MM-DD. It goes on at midnight: PCs are left running. */
export function useToday(): Readonly<Ref<string>> {
  const date = ref(written.format(new Date()))
  const timer = setInterval(() => { date.value = written.format(new Date()) }, MINUTE)
  onScopeDispose(() => { clearInterval(timer) })
  return readonly(date)
}
