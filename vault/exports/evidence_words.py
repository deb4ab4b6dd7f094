"""What stands beside the evidence, for who opens the file: in French and in English."""

from __future__ import annotations

from typing import Final

FRENCH: Final = """DOSSIER DE PREUVES D’UN PARTAGE

Ce fichier montre ce qu’une personne a accepté de partager avec un service, ce que le
service a confirmé, et ce qui a été demandé ensuite. Il ne contient pas de donnée de santé,
sauf si la personne y a joint le contenu exact (dossier «\u00a0content\u00a0»).

CE QU’IL CONTIENT
  grant.jwt               l’accord signé par la personne
  notice.txt              le texte complet qu’elle a lu avant de signer
  catalogue/              la liste de services qui faisait foi ce jour-là, signée
  trust.json              les clés publiques de cette liste
  shares/, receipts/      chaque envoi, et le reçu signé par le service
  refusals/               les réponses qui n’étaient pas de bons reçus
  revocation.jwt          la demande d’arrêt, et revocation-receipt.jwt sa réponse
  erasure/                les demandes d’effacement et leurs réponses
  rotations/              les changements de clé de la personne
  heads/, proofs.json     la preuve de l’ordre\u00a0: rien n’a été retiré ni déplacé
  content/, items.json    le contenu exact, si la personne l’a joint

COMMENT LE VÉRIFIER
  Avec Carnet\u00a0:            carnet verify FICHIER --root CLES.json
  Sans Carnet\u00a0:            verify.mjs, publié avec Carnet, avec Node et le paquet jose
  À la main\u00a0:              chaque fichier .jwt est un JWS (RFC 7515), signé ES256 ou Ed25519
Comparez d’abord les clés de trust.json avec celles que publie l’éditeur de la liste.

CE QU’IL NE PROUVE PAS
La clé d’une personne montre «\u00a0la même personne qu’avant\u00a0», pas qui elle est.
Un reçu montre que le service a reçu et s’est engagé, pas ce qu’il en a fait.
"""

ENGLISH: Final = """EVIDENCE OF A SHARE

This file shows what a person agreed to share with a service, what the service confirmed, and
what was asked afterwards. It holds no health data, unless the person added the exact content
(folder "content").

WHAT IT HOLDS
  grant.jwt               the agreement, signed by the person
  notice.txt              the complete text that was read before signing
  catalogue/              the list of services that was in force, signed
  trust.json              the public keys of that list
  shares/, receipts/      each sending, and the receipt signed by the service
  refusals/               answers that were no right receipts
  revocation.jwt          the stop, and revocation-receipt.jwt its answer
  erasure/                requests for erasure and their answers
  rotations/              changes of the person's key
  heads/, proofs.json     the proof of order: nothing was removed or moved
  content/, items.json    the exact content, when the person added it

HOW TO CHECK IT
  With Carnet:             carnet verify FILE --root KEYS.json
  Without Carnet:          verify.mjs, published with Carnet, with Node and the package jose
  By hand:                 each .jwt file is a JWS (RFC 7515), signed with ES256 or Ed25519
First compare the keys of trust.json with those that the publisher of the list makes known.

WHAT IT DOES NOT PROVE
The key of a person shows "the same person as before", not who. A receipt shows that the
service received and committed itself, not what it did with it.
"""
