defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [
      app: :shop,
      version: "0.2.0",
      deps: deps()
    ]
  end

  defp deps do
    [
      {:phoenix, "~> 1.7"},
      {:ecto_sql, "~> 3.10"},
      # {:old, "1.0"},
      {:credo, "~> 1.7", only: [:dev, :test], runtime: false},
      {:own, path: "../own"}
    ]
  end
end
