import { createApp } from 'vue'

import App from './App.vue'
import './tokens.css'
import './page.css'

createApp(App).mount('#app')
