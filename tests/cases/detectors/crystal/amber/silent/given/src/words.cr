# Amber
class Words
end
