"""What the windows of all plugins share: menu and toolbar, who is signed in, background work, messages, help.

Windows hold no SQL and no rule: they call one function of the engine and show
what comes back. No window calls ``exec``: dialogs are opened with ``open()`` or
``show()`` and answer through signals, so that nothing ever blocks QGIS.
"""
