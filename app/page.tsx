import { redirect } from 'next/navigation'

/** The overview of this host is where everything begins. */
export default function Home() {
  redirect('/hosts/local/overview')
}
