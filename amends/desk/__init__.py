"""What people at the desk may do with a case. Each action checks for itself who asks, and writes down what it did."""
