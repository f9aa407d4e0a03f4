"""The kinds of messaging channels, as they are stored with conversations."""

from amends.labels import Labelled


class ChannelKind(Labelled):
    """Each with what staff read for it. `WEB` is the chat window, which needs no provider."""

    WEB = "web", "Chat window"
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    MESSENGER = "messenger", "Messenger"
    TWILIO_WHATSAPP = "twilio_whatsapp", "WhatsApp (Twilio)"
    TWILIO_SMS = "twilio_sms", "SMS"
    SLACK = "slack", "Slack"
    MATRIX = "matrix", "Matrix"
    EMAIL = "email", "E-mail"
