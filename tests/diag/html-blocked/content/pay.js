pay()
