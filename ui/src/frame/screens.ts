// The screens of the rail, with their keys. It shows only what works.
import { Calendar, CircleCheck, Plus, Setting, Tickets } from '@element-plus/icons-vue'
import type { Component } from 'vue'

/** A screen that the rail leads to. */
export interface RailScreen {
  name: 'today' | 'intake' | 'tickets' | 'warranty' | 'settings'
  key: string
  icon: Component
  /** Other screens that belong to it. */
  also?: string[]
}

/** In the order of the rail; the last stands at its foot. */
export const SCREENS: RailScreen[] = [
  { name: 'today', key: 'F5', icon: Calendar },
  { name: 'intake', key: 'F2', icon: Plus },
  { name: 'tickets', key: 'F6', icon: Tickets, also: ['ticket', 'document', 'customer'] },
  { name: 'warranty', key: 'F4', icon: CircleCheck },
  { name: 'settings', key: 'F10', icon: Setting },
]
