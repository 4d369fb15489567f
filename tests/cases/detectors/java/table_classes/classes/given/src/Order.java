package app;

import com.baomidou.mybatisplus.annotation.*;

@TableName(value = "t_order")
public class Order extends Base {
    private static final long serialVersionUID = 1L;
    @TableId(type = IdType.AUTO)
    private Long id;
    @TableField("user_ref")
    private Long userId;
    private LocalDateTime createTime;
    @TableField(exist = false)
    private String shown;
}
