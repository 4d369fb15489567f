module Api
  class OrdersController < ApplicationController
    before_action :authenticate_user!, except: [:index]
    before_action :load_order, only: :show
    before_action -> { doorkeeper_authorize! :read }, only: [:show]

    def index; end

    def show
      authorize @order
    end

    private

    def load_order; end
  end
end
