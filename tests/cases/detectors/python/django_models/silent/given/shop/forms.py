from django import forms
from rest_framework import serializers


class OrderForm(forms.ModelForm):
    name = forms.CharField(max_length=3)

    class Meta:
        model = Order


class OrderSerializer(serializers.ModelSerializer):
    name = serializers.CharField()
    at = DateTimeField()
